import { Config } from '@backstage/config';

/** What `clusterWatch:` says. */
export interface ClusterWatchConfig {
  /** Whether this replica watches clusters. */
  enabled: boolean;
}

export function readClusterWatchConfig(root: Config): ClusterWatchConfig {
  return { enabled: root.getOptionalBoolean('clusterWatch.enabled') ?? true };
}
