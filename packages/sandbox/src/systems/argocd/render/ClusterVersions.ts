/** What a chart may ask about the cluster that it is rendered for. */
export type ClusterVersions = {
  /** `v1.36.3`. */
  version: string;
  /** `apps/v1`, `apps/v1/Deployment` and so on, sorted. */
  apiVersions: string[];
};
