export interface Config {
  /** Where components run, in the order in which a change goes through them. */
  environments?: Array<{
    /** E.g. `dev`. */
    name: string;
    /** The cluster's name under `kubernetes.clusterLocatorMethods`, which alerts and logs have in their label. */
    cluster: string;
    /** The namespace: `{name}` is the component's name, `{entityNamespace}` its namespace in the catalog, `*` any text. */
    namespace: string;
  }>;
  workloads?: {
    /**
     * Which component a workload belongs to that has no label `backstage.io/kubernetes-id`.
     * The first that matches counts, where the catalog has such a component.
     */
    fallback?: Array<{
      /** Any cluster when not given. */
      cluster?: string;
      /** The namespace; `{name}`, `{entityNamespace}` and `*` as in environments. */
      namespace: string;
      /** The workload's name, in the same way; any when not given. `{name}` is in one of the two. */
      workload?: string;
    }>;
  };
}
