import { Health } from '../objects/Application';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

type Condition = {
  type: string;
  status: string;
  reason?: string;
  message?: string;
};

const conditionsOf = (object: KubernetesObject): Condition[] =>
  object.status?.conditions ?? [];

/** Argo CD judges these kinds by scripts of its own, not by the code of its engine. */
export function assessDisruptionBudget(budget: KubernetesObject): Health {
  const conditions = conditionsOf(budget);
  // Too few Pods is what some ask for.
  const failed = conditions.find(
    ({ status, reason }) => status === 'False' && reason !== 'InsufficientPods',
  );
  const shown = failed ?? conditions[conditions.length - 1];
  if (!shown) return { status: 'Progressing', message: 'Waiting for status' };
  return {
    status: failed ? 'Degraded' : 'Healthy',
    message: `PodDisruptionBudget has ${shown.reason}`,
  };
}

export function assessCronJob(cronJob: KubernetesObject): Health {
  const { spec = {}, status } = cronJob;
  const healthy = (message: string): Health => ({ status: 'Healthy', message });
  if (spec.suspend) return healthy('CronJob is Suspended');
  if (!status) return { status: 'Progressing', message: 'Waiting for CronJob' };
  const { lastScheduleTime, lastSuccessfulTime, active } = status;
  if (!lastScheduleTime) return healthy('CronJob has not been scheduled yet');
  if (!lastSuccessfulTime) {
    return healthy(
      'The CronJob never completed successfully. It may not be healthy',
    );
  }
  if (active?.length) {
    return healthy(
      'The job is running. Its last execution may not have been successful',
    );
  }
  return lastSuccessfulTime < lastScheduleTime
    ? {
        status: 'Degraded',
        message: 'CronJob has not completed its last execution successfully',
      }
    : healthy('CronJob has completed its last execution successfully');
}

/** A definition is of use once the API server serves its kind. */
export function assessDefinition(definition: KubernetesObject): Health {
  const conditions = conditionsOf(definition);
  const find = (type: string, status: string) =>
    conditions.find(each => each.type === type && each.status === status);
  const refused = find('NamesAccepted', 'False');
  if (refused) {
    return {
      status: 'Degraded',
      message: `CRD names have not been accepted: ${refused.message}`,
    };
  }
  const broken = find('NonStructuralSchema', 'True');
  if (broken) {
    return {
      status: 'Degraded',
      message: `Schema violations found: ${broken.message}`,
    };
  }
  const established = find('Established', 'True');
  return established
    ? {
        status: 'Healthy',
        message: `CRD is healthy: ${established.message}`,
      }
    : {
        status: 'Progressing',
        message: conditions.length
          ? 'CRD is being installed'
          : 'Status conditions not found',
      };
}
