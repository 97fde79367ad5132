import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { selects } from '../../../operators/selects';
import type { RuleResult } from '../engine/RuleResult';
import { namespaceLabels, Subject } from '../engine/Subject';
import { readLabels } from '../policy/ValidatingPolicy';
import { allRules } from './autogenRules';
import {
  ClusterPolicyRule,
  ClusterPolicySpec,
  ResourceFilter,
} from './ClusterPolicy';
import { mismatchOf } from './matchesPattern';

/** A rule's result, and whether it stops the object. */
export type LegacyResult = RuleResult & { enforced: boolean };

/** Holds the `validate.pattern` rules of an old policy against an object. */
export function evaluateClusterPolicy(
  policy: KubernetesObject,
  spec: ClusterPolicySpec,
  subject: Subject,
): LegacyResult[] {
  return allRules(policy).flatMap(rule => {
    if (!rule.validate || !isAbout(rule, subject)) return [];
    return [
      {
        policy: policy.metadata.name,
        source: 'kyverno',
        rule: rule.name,
        ...readLabels(policy.metadata.annotations),
        properties: {},
        ...outcomeOf(rule, subject),
        enforced: isEnforced(rule, spec, subject),
      },
    ];
  });
}

function outcomeOf(
  { name, validate }: ClusterPolicyRule,
  { object }: Subject,
): Pick<RuleResult, 'result' | 'message'> {
  try {
    const mismatch = mismatchOf(object, validate!.pattern);
    if (!mismatch) {
      return { result: 'pass', message: `validation rule '${name}' passed.` };
    }
    const said = validate!.message.replace(/\.?$/, '.');
    return {
      result: 'fail',
      message: `validation error: ${said} rule ${name} failed at path ${mismatch.path}`,
    };
  } catch (error) {
    return { result: 'error', message: (error as Error).message };
  }
}

function isEnforced(
  { validate }: ClusterPolicyRule,
  spec: ClusterPolicySpec,
  subject: Subject,
): boolean {
  const { failureAction, failureActionOverrides = [] } = validate!;
  const name = subject.object.metadata.namespace ?? '';
  const override = failureActionOverrides.find(
    ({ namespaces, namespaceSelector }) =>
      (!namespaces || namespaces.includes(name)) &&
      (!namespaceSelector ||
        selects(namespaceSelector, namespaceLabels(subject))),
  );
  const action =
    override?.action ?? failureAction ?? spec.validationFailureAction;
  return action.toLowerCase() === 'enforce';
}

function isAbout(rule: ClusterPolicyRule, subject: Subject): boolean {
  const matches = ({ any, all }: ClusterPolicyRule['match']) =>
    (any === undefined ||
      any.some(({ resources }) => fits(resources, subject))) &&
    (all === undefined ||
      all.every(({ resources }) => fits(resources, subject))) &&
    (any ?? all ?? []).length > 0;
  return matches(rule.match) && !(rule.exclude && matches(rule.exclude));
}

function fits(filter: ResourceFilter, subject: Subject): boolean {
  const { object } = subject;
  const home = namespaceLabels(subject);
  return (
    filter.kinds.some(
      kind => kind === '*' || kind.split('/').at(-1) === object.kind,
    ) &&
    (!filter.namespaces ||
      filter.namespaces.includes(object.metadata.namespace ?? '')) &&
    (!filter.namespaceSelector ||
      (home !== undefined && selects(filter.namespaceSelector, home))) &&
    selects(filter.selector, object.metadata.labels)
  );
}
