import type { ResourceType } from '../kubernetes-client/resourcePath';

/** A kind as it is read from a cluster. */
export type WatchedKind = ResourceType & { kind: string };

const kind = (group: string, name: string): WatchedKind => ({
  group,
  version: 'v1',
  kind: name,
  plural: `${name.toLowerCase()}s`,
  namespaced: true,
});

/** Pods, and everything that makes them. */
export const workloadKinds: readonly WatchedKind[] = [
  kind('', 'Pod'),
  kind('apps', 'Deployment'),
  kind('apps', 'ReplicaSet'),
  kind('apps', 'StatefulSet'),
  kind('apps', 'DaemonSet'),
  kind('batch', 'Job'),
  kind('batch', 'CronJob'),
];

export const namespaceKind: WatchedKind = {
  ...kind('', 'Namespace'),
  namespaced: false,
};
