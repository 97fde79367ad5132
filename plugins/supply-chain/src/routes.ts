import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The page of the whole fleet. */
export const fleetRouteRef = createRouteRef();
