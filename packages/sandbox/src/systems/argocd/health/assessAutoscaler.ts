import { Health } from '../objects/Application';
import {
  annotationOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';

type Condition = {
  type: string;
  reason?: string;
  status?: string;
  message?: string;
};

const failures = new Set([
  'AbleToScale/FailedGetScale',
  'AbleToScale/FailedUpdateScale',
  'ScalingActive/FailedGetResourceMetric',
  'ScalingActive/FailedGetObjectMetric',
  'ScalingActive/FailedGetPodsMetric',
  'ScalingActive/FailedGetExternalMetric',
  'ScalingActive/FailedComputeMetricsReplicas',
  'ScalingActive/InvalidSelector',
]);

/** Version 1 keeps its conditions in an annotation, version 2 in the status. */
function conditionsOf(autoscaler: KubernetesObject): Condition[] {
  if (autoscaler.apiVersion !== 'autoscaling/v1') {
    return autoscaler.status?.conditions ?? [];
  }
  const text = annotationOf(
    autoscaler,
    'autoscaling.alpha.kubernetes.io/conditions',
  );
  return text ? JSON.parse(text) : [];
}

export function assessAutoscaler(autoscaler: KubernetesObject): Health {
  const conditions = conditionsOf(autoscaler);
  const failed = conditions.find(({ type, reason }) =>
    failures.has(`${type}/${reason}`),
  );
  if (failed) return { status: 'Degraded', message: failed.message };
  const able = conditions.find(
    ({ type, status }) =>
      (type === 'AbleToScale' || type === 'ScalingLimited') &&
      status === 'True',
  );
  return able
    ? { status: 'Healthy', message: able.message }
    : { status: 'Progressing', message: 'Waiting to Autoscale' };
}
