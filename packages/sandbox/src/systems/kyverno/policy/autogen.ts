import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import type { PolicySpec, ResourceRule } from './ValidatingPolicy';

type RawSpec = {
  matchConstraints?: { resourceRules?: Array<Partial<ResourceRule>> };
  autogen?: { podControllers?: { controllers?: string[] } };
  [field: string]: unknown;
};

/** A kind whose Pods a policy for Pods is to hold as well. */
export type AutogenTarget = {
  group: string;
  kind: string;
  resource: string;
  version: string;
};

export type AutogenConfig = { spec: RawSpec; targets: AutogenTarget[] };

const target = (group: string, kind: string): AutogenTarget => ({
  group,
  kind,
  resource: `${kind.toLowerCase()}s`,
  version: 'v1',
});

const controllers = [
  target('apps', 'DaemonSet'),
  target('apps', 'Deployment'),
  target('apps', 'ReplicaSet'),
  target('apps', 'StatefulSet'),
  target('batch', 'Job'),
];
const cronJobs = [target('batch', 'CronJob')];

/**
 * The variants of a policy for Pods that hold what makes Pods, by their name in
 * the policy's status; none for a policy that is about anything else. Kyverno
 * rewrites the expressions as text, and so does this.
 */
export function autogen(
  policy: KubernetesObject,
): Record<string, AutogenConfig> {
  const spec = policy.spec as RawSpec;
  if (!isForPods(spec)) return {};
  const wanted = spec.autogen?.podControllers?.controllers;
  const chosen = (targets: AutogenTarget[]) =>
    targets.filter(each => !wanted || wanted.includes(each.resource));
  const configs = {
    cronjobs: variant(spec, chosen(cronJobs), 'spec.jobTemplate.spec.template'),
    defaults: variant(spec, chosen(controllers), 'spec.template'),
  };
  return Object.fromEntries(
    Object.entries(configs).filter(([, { targets }]) => targets.length > 0),
  );
}

function isForPods({ matchConstraints }: RawSpec): boolean {
  const rules = matchConstraints?.resourceRules ?? [];
  return (
    rules.length > 0 &&
    rules.every(
      ({ apiGroups = [], resources = [] }) =>
        apiGroups.join() === '' && resources.join() === 'pods',
    )
  );
}

function variant(
  spec: RawSpec,
  targets: AutogenTarget[],
  path: string,
): AutogenConfig {
  const groups = [...new Set(targets.map(({ group }) => group))].sort();
  const operations = spec.matchConstraints?.resourceRules?.[0].operations;
  const rewritten = JSON.parse(
    JSON.stringify(spec)
      .replace(/\b(object|oldObject)\.spec\b/g, `$1.${path}.spec`)
      .replace(/\b(object|oldObject)\.metadata\b/g, `$1.${path}.metadata`),
  ) as RawSpec;
  return {
    spec: {
      ...rewritten,
      matchConstraints: {
        ...rewritten.matchConstraints,
        resourceRules: groups.map(group => ({
          apiGroups: [group],
          apiVersions: ['v1'],
          operations,
          resources: targets
            .filter(each => each.group === group)
            .map(({ resource }) => resource),
        })),
      },
    },
    targets,
  };
}

/** The rules of a policy and of its variants: what its webhook is asked for. */
export function webhookRules(policy: KubernetesObject): ResourceRule[] {
  const own = (policy.spec as PolicySpec).matchConstraints?.resourceRules ?? [];
  const generated = Object.values(autogen(policy)).flatMap(
    ({ spec }) =>
      (spec.matchConstraints?.resourceRules ?? []) as ResourceRule[],
  );
  return [...own, ...generated.sort(byText)];
}

function byText(a: ResourceRule, b: ResourceRule): number {
  const text = ({ apiGroups, resources }: ResourceRule) =>
    `${apiGroups}/${resources}`;
  return text(a) < text(b) ? -1 : 1;
}
