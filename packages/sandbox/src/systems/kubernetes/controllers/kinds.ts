import type { Gvk } from '../schema/types';

const kind = (group: string, version: string, name: string): Gvk => ({
  group,
  version,
  kind: name,
});

/** The kinds that the controllers work on. */
export const kinds = {
  namespace: kind('', 'v1', 'Namespace'),
  pod: kind('', 'v1', 'Pod'),
  node: kind('', 'v1', 'Node'),
  event: kind('', 'v1', 'Event'),
  service: kind('', 'v1', 'Service'),
  endpoints: kind('', 'v1', 'Endpoints'),
  endpointSlice: kind('discovery.k8s.io', 'v1', 'EndpointSlice'),
  configMap: kind('', 'v1', 'ConfigMap'),
  serviceAccount: kind('', 'v1', 'ServiceAccount'),
  deployment: kind('apps', 'v1', 'Deployment'),
  replicaSet: kind('apps', 'v1', 'ReplicaSet'),
  statefulSet: kind('apps', 'v1', 'StatefulSet'),
  daemonSet: kind('apps', 'v1', 'DaemonSet'),
  job: kind('batch', 'v1', 'Job'),
  cronJob: kind('batch', 'v1', 'CronJob'),
  autoscaler: kind('autoscaling', 'v2', 'HorizontalPodAutoscaler'),
  persistentVolume: kind('', 'v1', 'PersistentVolume'),
  persistentVolumeClaim: kind('', 'v1', 'PersistentVolumeClaim'),
  disruptionBudget: kind('policy', 'v1', 'PodDisruptionBudget'),
} as const;
