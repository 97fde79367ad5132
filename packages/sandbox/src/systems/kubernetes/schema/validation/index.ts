import { Cause, Gvk, KubeObject } from '../types';
import { CauseList } from './CauseList';
import {
  validateConfigMap,
  validatePersistentVolumeClaim,
  validateSecret,
  validateService,
} from './core';
import { validateDefinition } from './definitions';
import { validateMetadata } from './metadata';
import {
  validateAutoscaler,
  validateBinding,
  validateDisruptionBudget,
  validateIngress,
  validateRole,
} from './policies';
import {
  validateCronJob,
  validateDaemonSet,
  validateDeployment,
  validateJob,
  validatePod,
  validateReplicaSet,
  validateStatefulSet,
} from './workloads';

/** Adds what is wrong with an object that is to be created, or to replace `before`. */
type Validate = (
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
) => void;

const byKind: Record<string, Validate> = {
  '/ConfigMap': validateConfigMap,
  '/PersistentVolumeClaim': validatePersistentVolumeClaim,
  '/Pod': validatePod,
  '/Secret': validateSecret,
  '/Service': validateService,
  'apiextensions.k8s.io/CustomResourceDefinition': validateDefinition,
  'apps/DaemonSet': validateDaemonSet,
  'apps/Deployment': validateDeployment,
  'apps/ReplicaSet': validateReplicaSet,
  'apps/StatefulSet': validateStatefulSet,
  'autoscaling/HorizontalPodAutoscaler': validateAutoscaler,
  'batch/CronJob': validateCronJob,
  'batch/Job': validateJob,
  'networking.k8s.io/Ingress': validateIngress,
  'policy/PodDisruptionBudget': validateDisruptionBudget,
  'rbac.authorization.k8s.io/ClusterRole': validateRole,
  'rbac.authorization.k8s.io/ClusterRoleBinding': validateBinding,
  'rbac.authorization.k8s.io/Role': validateRole,
  'rbac.authorization.k8s.io/RoleBinding': validateBinding,
};

export function validateBuiltIn(options: {
  gvk: Gvk;
  object: KubeObject;
  before?: KubeObject;
}): Cause[] {
  const { gvk, object, before } = options;
  const list = new CauseList();
  validateMetadata(list, object, before);
  byKind[`${gvk.group}/${gvk.kind}`]?.(list, object, before);
  return list.causes;
}
