import { Tenants } from './Tenants';

/** What every route of the Loki stand-in works with. */
export type LokiContext = {
  tenants: Tenants;
  now: () => Date;
};
