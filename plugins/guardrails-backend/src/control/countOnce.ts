import {
  resultStates,
  type PolicyResult,
} from '@portolan/plugin-guardrails-common';

type Countable = Pick<
  PolicyResult,
  'resource' | 'workload' | 'source' | 'policy' | 'rule' | 'result' | 'stale'
>;

/**
 * A Deployment, its ReplicaSets and its pods each have a report that says the
 * same. Of each rule one result is left for each workload: the worst of what its
 * controller and its pods say, at the controller if it says it, too. What stands between
 * them counts only where nothing else speaks: old ReplicaSets stay for ever.
 * What may no longer be true gives way to what is. Pure.
 */
export function countOnce<T extends Countable>(results: readonly T[]): T[] {
  const groups = new Map<string, T[]>();
  for (const result of results) {
    const key = keyOf(result);
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  return [...groups.values()].map(
    group => [...group].sort((a, b) => compare(a, b))[0],
  );
}

function compare(a: Countable, b: Countable): number {
  const isBetween = (one: Countable) => (levelOf(one) === 2 ? 1 : 0);
  return (
    Number(Boolean(a.stale)) - Number(Boolean(b.stale)) ||
    isBetween(a) - isBetween(b) ||
    resultStates.indexOf(a.result) - resultStates.indexOf(b.result) ||
    levelOf(a) - levelOf(b) ||
    (a.resource.name < b.resource.name ? -1 : 1)
  );
}

/** 0 at the controller, 1 at a pod, 2 between them. */
function levelOf({ resource, workload }: Countable): number {
  if (!workload) return 0;
  if (resource.kind === workload.kind && resource.name === workload.name) {
    return 0;
  }
  return resource.kind === 'Pod' ? 1 : 2;
}

function keyOf({
  resource,
  workload,
  source,
  policy,
  rule,
}: Countable): string {
  const about = workload
    ? [resource.namespace ?? '', workload.kind, workload.name]
    : [
        resource.namespace ?? '',
        resource.kind,
        resource.name,
        resource.apiVersion,
      ];
  return JSON.stringify([
    ...about,
    source,
    policy,
    // Rules for controllers are made from the rule for pods.
    rule?.replace(/^autogen-(cronjob-)?/, '') ?? '',
  ]);
}
