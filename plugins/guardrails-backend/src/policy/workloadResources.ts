const plurals = [
  'pods',
  'deployments',
  'replicasets',
  'statefulsets',
  'daemonsets',
  'jobs',
  'cronjobs',
  'replicationcontrollers',
  '*',
  '*/*',
];

const kinds = [
  'Pod',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ReplicationController',
  '*',
];

/** Whether resources, as URLs name them, are pods or make pods. */
export function areWorkloads(resources: readonly string[]): boolean {
  return resources.some(resource => plurals.includes(resource.toLowerCase()));
}

/** Whether kinds, as Kyverno's rules write them (`Pod`, `apps/v1/Deployment`), are pods or make pods. */
export function areWorkloadKinds(written: readonly string[]): boolean {
  return written.some(kind =>
    kind.split('/').some(part => kinds.includes(part)),
  );
}
