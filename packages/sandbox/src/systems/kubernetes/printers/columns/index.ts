import { at, Column, column, count, textAt, wide } from '../Column';
import { ageColumn, createdAtColumn, nameColumn } from '../commonColumns';
import { described } from '../fieldDescription';
import { clusterRoleBindings, roleBindings, roles } from './access';
import {
  configMaps,
  namespaces,
  resourceQuotas,
  secrets,
} from './configuration';
import { events } from './events';
import { cronJobs, jobs } from './jobs';
import {
  endpoints,
  endpointSlices,
  ingressClasses,
  ingresses,
  networkPolicies,
  services,
} from './network';
import { nodes } from './nodes';
import { pods } from './pods';
import { autoscalers, disruptionBudgets } from './scaling';
import {
  persistentVolumeClaims,
  persistentVolumes,
  storageClasses,
} from './storage';
import {
  controllerRevisions,
  daemonSets,
  deployments,
  replicaSets,
  statefulSets,
} from './workloads';

const leases: Column[] = [
  nameColumn,
  column(
    'Holder',
    described('apis/coordination.k8s.io/v1', 'LeaseSpec', 'holderIdentity'),
    object => textAt(object, 'spec', 'holderIdentity') ?? '',
  ),
  ageColumn,
];

const ofPriority = (field: string) =>
  described('apis/scheduling.k8s.io/v1', 'PriorityClass', field);

const priorityClasses: Column[] = [
  nameColumn,
  count('Value', ofPriority('value'), object =>
    Number(at(object, 'value') ?? 0),
  ),
  column(
    'Global-Default',
    ofPriority('globalDefault'),
    object => at(object, 'globalDefault') === true,
    { type: 'boolean' },
  ),
  ageColumn,
  wide(
    'PreemptionPolicy',
    ofPriority('preemptionPolicy'),
    object => textAt(object, 'preemptionPolicy') ?? '',
  ),
];

/**
 * Columns by `group/Kind`; other kinds have a name and an age.
 *
 * @see k8s.io/kubernetes/pkg/printers/internalversion, AddHandlers
 */
export const builtInColumns: Record<string, Column[]> = {
  '/ConfigMap': configMaps,
  '/Endpoints': endpoints,
  '/Event': events,
  '/Namespace': namespaces,
  '/Node': nodes,
  '/PersistentVolume': persistentVolumes,
  '/PersistentVolumeClaim': persistentVolumeClaims,
  '/Pod': pods,
  '/ResourceQuota': resourceQuotas,
  '/Secret': secrets,
  '/Service': services,
  'apiextensions.k8s.io/CustomResourceDefinition': [
    nameColumn,
    createdAtColumn,
  ],
  'apps/ControllerRevision': controllerRevisions,
  'apps/DaemonSet': daemonSets,
  'apps/Deployment': deployments,
  'apps/ReplicaSet': replicaSets,
  'apps/StatefulSet': statefulSets,
  'autoscaling/HorizontalPodAutoscaler': autoscalers,
  'batch/CronJob': cronJobs,
  'batch/Job': jobs,
  'coordination.k8s.io/Lease': leases,
  'discovery.k8s.io/EndpointSlice': endpointSlices,
  'events.k8s.io/Event': events,
  'networking.k8s.io/Ingress': ingresses,
  'networking.k8s.io/IngressClass': ingressClasses,
  'networking.k8s.io/NetworkPolicy': networkPolicies,
  'policy/PodDisruptionBudget': disruptionBudgets,
  'rbac.authorization.k8s.io/ClusterRole': roles,
  'rbac.authorization.k8s.io/ClusterRoleBinding': clusterRoleBindings,
  'rbac.authorization.k8s.io/Role': roles,
  'rbac.authorization.k8s.io/RoleBinding': roleBindings,
  'scheduling.k8s.io/PriorityClass': priorityClasses,
  'storage.k8s.io/StorageClass': storageClasses,
};
