export interface Config {
  /**
   * How plugins watch the clusters under `kubernetes.clusterLocatorMethods`.
   */
  clusterWatch?: {
    /**
     * Whether this replica watches clusters; `true` when not given. A large installation
     * switches it off in the replicas that serve pages: they read what others wrote.
     */
    enabled?: boolean;
  };
}
