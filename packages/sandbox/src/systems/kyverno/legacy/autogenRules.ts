import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { ClusterPolicyRule, ruleSchema } from './ClusterPolicy';

const controllers = [
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'batch/v1/Job',
  'apps/v1/ReplicaSet',
  'v1/ReplicationController',
  'apps/v1/StatefulSet',
];
const cronJobs = ['batch/v1/CronJob'];

type RawRule = {
  name: string;
  match?: { any?: Filter[]; all?: Filter[] };
  validate?: { pattern?: { [field: string]: unknown } };
  [field: string]: unknown;
};
type Filter = { resources?: { kinds?: string[]; [field: string]: unknown } };

/** The rules that hold what makes Pods, out of a policy's rules for Pods; the policy's status lists them. */
export function autogenRules(policy: KubernetesObject): RawRule[] {
  const rules = ((policy.spec as { rules?: RawRule[] }).rules ?? []).filter(
    isForPods,
  );
  return rules.flatMap(rule => [
    variant(rule, 'autogen-', controllers, ['spec', 'template']),
    variant(rule, 'autogen-cronjob-', cronJobs, [
      'spec',
      'jobTemplate',
      'spec',
      'template',
    ]),
  ]);
}

/** A policy's own rules, and those that autogen made of them. */
export function allRules(policy: KubernetesObject): ClusterPolicyRule[] {
  const own = (policy.spec as { rules?: RawRule[] }).rules ?? [];
  return [...own, ...autogenRules(policy)].flatMap(rule => {
    const parsed = ruleSchema.safeParse(rule);
    return parsed.success ? [parsed.data] : [];
  });
}

function isForPods({ match, validate }: RawRule): boolean {
  const filters = [...(match?.any ?? []), ...(match?.all ?? [])];
  return (
    validate?.pattern !== undefined &&
    filters.length > 0 &&
    filters.every(({ resources }) => resources?.kinds?.join() === 'Pod')
  );
}

function variant(
  rule: RawRule,
  prefix: string,
  kinds: string[],
  path: string[],
): RawRule {
  const rewrite = (filters?: Filter[]) =>
    filters?.map(filter => ({
      ...filter,
      resources: { ...filter.resources, kinds },
    }));
  const { any, all } = rule.match ?? {};
  const nested = path.reduceRight<unknown>(
    (inner, step) => ({ [step]: inner }),
    rule.validate?.pattern,
  ) as { [field: string]: unknown };
  return {
    ...rule,
    name: `${prefix}${rule.name}`.slice(0, 63),
    match: {
      ...(any && { any: rewrite(any) }),
      ...(all && { all: rewrite(all) }),
      resources: {},
    } as RawRule['match'],
    validate: { ...rule.validate, pattern: nested },
  };
}
