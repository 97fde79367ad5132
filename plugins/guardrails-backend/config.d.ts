import { HumanDuration } from '@backstage/types';

export interface Config {
  /** What policies found, what they do in each namespace, and the mesh as it is. */
  guardrails?: {
    /** A result that nobody has evaluated for so long counts for nothing; 24 hours when not given. */
    staleAfter?: HumanDuration;
    mesh?: {
      /** Where the mesh-wide PeerAuthentication stands; `istio-system` when not given. */
      rootNamespace?: string;
    };
    /** How often the catalog's components are read; 30 seconds when not given. */
    catalogEvery?: HumanDuration;
    /** How long transitions and workloads that no longer run are kept; 180 days when not given. */
    retention?: HumanDuration;
  };
}
