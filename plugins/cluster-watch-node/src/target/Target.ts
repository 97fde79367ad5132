import { Projection } from '../projection/Projection';

/** One kind in one cluster, or in one namespace of it: what has a watch, a position and a status. */
export interface Target {
  /** Key of its row. */
  readonly id: number;
  readonly cluster: string;
  readonly namespace?: string;
  readonly projection: Projection;
}

/** Where a watch goes on. */
export interface Position {
  /** Version of the API that it was read with, e.g. `v1`. */
  version: string;
  resourceVersion: string;
}
