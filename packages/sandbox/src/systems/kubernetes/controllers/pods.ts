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

/** Whether a plain `matchLabels` and `matchExpressions` selector takes these labels. */
export function selects(
  selector: unknown,
  labels: Record<string, string> | undefined,
): boolean {
  const { matchLabels = {}, matchExpressions = [] } = (selector ?? {}) as {
    matchLabels?: Record<string, string>;
    matchExpressions?: Array<{
      key: string;
      operator: string;
      values?: string[];
    }>;
  };
  return (
    Object.entries(matchLabels).every(
      ([key, value]) => labels?.[key] === value,
    ) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels?.[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      const among = value !== undefined && values.includes(value);
      return operator === 'In' ? among : !among;
    })
  );
}
