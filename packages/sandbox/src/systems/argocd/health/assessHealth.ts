import { Health } from '../objects/Application';
import {
  groupOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';
import { assessAutoscaler } from './assessAutoscaler';
import { assessPod } from './assessPod';
import {
  assessCronJob,
  assessDefinition,
  assessDisruptionBudget,
} from './customizations';
import {
  assessDaemonSet,
  assessDeployment,
  assessJob,
  assessReplicaSet,
  assessStatefulSet,
} from './workloads';

const checks: Record<string, (object: KubernetesObject) => Health> = {
  'apps/Deployment': assessDeployment,
  'apps/ReplicaSet': assessReplicaSet,
  'apps/StatefulSet': assessStatefulSet,
  'apps/DaemonSet': assessDaemonSet,
  'batch/Job': assessJob,
  '/Pod': assessPod,
  '/Service': assessService,
  '/PersistentVolumeClaim': assessClaim,
  'networking.k8s.io/Ingress': assessIngress,
  'autoscaling/HorizontalPodAutoscaler': assessAutoscaler,
  'apiregistration.k8s.io/APIService': assessApiService,
  'policy/PodDisruptionBudget': assessDisruptionBudget,
  'batch/CronJob': assessCronJob,
  'apiextensions.k8s.io/CustomResourceDefinition': assessDefinition,
};

/** Health of one live object as Argo CD sees it; `undefined` for kinds that it has no check for. */
export function assessHealth(object: KubernetesObject): Health | undefined {
  if (object.metadata.deletionTimestamp) {
    return { status: 'Progressing', message: 'Pending deletion' };
  }
  const check = checks[`${groupOf(object.apiVersion)}/${object.kind}`];
  if (!check) return undefined;
  const { status, message } = check(object);
  return message ? { status, message } : { status };
}

function assessService(service: KubernetesObject): Health {
  if (service.spec?.type !== 'LoadBalancer') return { status: 'Healthy' };
  return assessIngress(service);
}

/** Both kinds wait for an address from outside the cluster. */
function assessIngress(object: KubernetesObject): Health {
  return {
    status: object.status?.loadBalancer?.ingress?.length
      ? 'Healthy'
      : 'Progressing',
  };
}

function assessClaim(claim: KubernetesObject): Health {
  switch (claim.status?.phase) {
    case 'Bound':
      return { status: 'Healthy' };
    case 'Pending':
      return { status: 'Progressing' };
    case 'Lost':
      return { status: 'Degraded' };
    default:
      return { status: 'Unknown' };
  }
}

function assessApiService(service: KubernetesObject): Health {
  const conditions: Array<{
    type: string;
    status: string;
    reason?: string;
    message?: string;
  }> = service.status?.conditions ?? [];
  const available = conditions.find(({ type }) => type === 'Available');
  return available
    ? {
        status: available.status === 'True' ? 'Healthy' : 'Progressing',
        message: `${available.reason ?? ''}: ${available.message ?? ''}`,
      }
    : { status: 'Progressing', message: 'Waiting to be processed' };
}
