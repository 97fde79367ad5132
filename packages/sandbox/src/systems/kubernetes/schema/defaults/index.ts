import { JsonMap } from '../json';
import { Gvk } from '../types';
import {
  defaultDaemonSet,
  defaultDeployment,
  defaultReplicaSet,
  defaultStatefulSet,
  defaultTemplate,
} from './apps';
import {
  defaultHorizontalPodAutoscaler,
  defaultHorizontalPodAutoscalerV1,
} from './autoscaling';
import { defaultCronJob, defaultJob } from './batch';
import {
  defaultCustomResourceDefinition,
  defaultPriorityClass,
  defaultStorageClass,
  defaultWebhookConfiguration,
} from './cluster';
import {
  defaultEndpoints,
  defaultLimitRange,
  defaultNamespace,
  defaultNode,
  defaultPersistentVolume,
  defaultPersistentVolumeClaim,
  defaultSecret,
  defaultService,
} from './core';
import { ensureMap } from './fields';
import {
  defaultEndpointSlice,
  defaultIngressClass,
  defaultNetworkPolicy,
} from './networking';
import { defaultPod } from './podSpec';
import { defaultBinding } from './rbac';

/** Changes the object in place. */
type SetDefaults = (object: JsonMap) => void;

const byKind: Record<string, SetDefaults> = {
  'v1/Endpoints': defaultEndpoints,
  'v1/LimitRange': defaultLimitRange,
  'v1/Namespace': defaultNamespace,
  'v1/Node': defaultNode,
  'v1/PersistentVolume': defaultPersistentVolume,
  'v1/PersistentVolumeClaim': defaultPersistentVolumeClaim,
  'v1/Pod': defaultPod,
  'v1/PodTemplate': defaultTemplate,
  'v1/ReplicationController': object =>
    defaultTemplate(ensureMap(object, 'spec')),
  'v1/Secret': defaultSecret,
  'v1/Service': defaultService,
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration':
    defaultWebhookConfiguration,
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration':
    defaultWebhookConfiguration,
  'apiextensions.k8s.io/v1/CustomResourceDefinition':
    defaultCustomResourceDefinition,
  'apps/v1/DaemonSet': defaultDaemonSet,
  'apps/v1/Deployment': defaultDeployment,
  'apps/v1/ReplicaSet': defaultReplicaSet,
  'apps/v1/StatefulSet': defaultStatefulSet,
  'autoscaling/v1/HorizontalPodAutoscaler': defaultHorizontalPodAutoscalerV1,
  'autoscaling/v2/HorizontalPodAutoscaler': defaultHorizontalPodAutoscaler,
  'batch/v1/CronJob': defaultCronJob,
  'batch/v1/Job': defaultJob,
  'discovery.k8s.io/v1/EndpointSlice': defaultEndpointSlice,
  'networking.k8s.io/v1/IngressClass': defaultIngressClass,
  'networking.k8s.io/v1/NetworkPolicy': defaultNetworkPolicy,
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': defaultBinding,
  'rbac.authorization.k8s.io/v1/RoleBinding': defaultBinding,
  'scheduling.k8s.io/v1/PriorityClass': defaultPriorityClass,
  'storage.k8s.io/v1/StorageClass': defaultStorageClass,
};

/** The defaults that code, not the schema, gives to objects of a built-in kind. */
export function setBuiltInDefaults(gvk: Gvk, object: JsonMap): void {
  const group = gvk.group ? `${gvk.group}/` : '';
  byKind[`${group}${gvk.version}/${gvk.kind}`]?.(object);
}
