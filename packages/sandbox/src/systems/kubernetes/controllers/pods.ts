import type { KubeObject } from '../schema/types';

type PodStatus = {
  phase?: string;
  conditions?: Array<{ type: string; status: string }>;
};

const statusOf = (pod: KubeObject) => (pod.status ?? {}) as PodStatus;

/** Whether a Pod counts for its owner: not finished, not on its way out. */
export function isActive(pod: KubeObject): boolean {
  return (
    !pod.metadata.deletionTimestamp &&
    !['Succeeded', 'Failed'].includes(statusOf(pod).phase ?? '')
  );
}

export function isReady(pod: KubeObject): boolean {
  return Boolean(
    statusOf(pod).conditions?.some(
      condition => condition.type === 'Ready' && condition.status === 'True',
    ),
  );
}
