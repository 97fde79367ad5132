import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The page of all namespaces and controls. */
export const guardrailsRouteRef = createRouteRef();
