/**
 * Lists and watches any kinds of Kubernetes objects on many clusters, into a plugin's own tables.
 *
 * @packageDocumentation
 */

export { clusterWatchServiceRef } from './clusterWatchServiceRef';
export type { ClusterWatchService } from './clusterWatchServiceRef';
export { ClusterWatch } from './ClusterWatch';
export type { ClusterWatchOptions } from './ClusterWatch';
export { readClusters } from './clusters/readClusters';
export type { Cluster } from './clusters/Cluster';
export { readClusterWatchConfig } from './config';
export type { ClusterWatchConfig } from './config';
export type {
  KubernetesObject,
  ObjectIdentity,
} from './projection/KubernetesObject';
export type {
  ProjectedObject,
  Projection,
  ProjectionChange,
} from './projection/Projection';
export type { WatchedKind } from './projection/WatchedKind';
export type { WatchCause, WatchState, WatchStatus } from './status/WatchStatus';
export type { Clock } from './time/Clock';
export { systemClock } from './time/systemClock';
