import { parseWith } from '@portolan/plugin-workloads-node';
import { describePolicy, toReady } from './describePolicy';
import type { ParsedPolicy, PolicyScope } from './ParsedPolicy';
import {
  legacyPolicySchema,
  type RawLegacyPolicy,
  type RawOverrides,
} from './policySchema';
import { kindsOf, toRuleWhere } from './toRuleWhere';
import { toSelector } from './toSelector';
import { areWorkloadKinds } from './workloadResources';

type Rule = NonNullable<RawLegacyPolicy['spec']['rules']>[number];

/**
 * Reads a ClusterPolicy or a Policy of kyverno.io. Rules that neither validate
 * nor verify images hold nothing back and count for nothing. Pure.
 *
 * @throws Error naming the field when the policy makes no sense
 */
export function parseLegacyPolicy(object: unknown): ParsedPolicy {
  const raw = parseWith(legacyPolicySchema, object);
  const { metadata, spec, status } = raw;
  const rules = (spec.rules ?? []).filter(
    rule => rule.validate || rule.verifyImages?.length,
  );
  const condition = status?.conditions?.find(({ type }) => type === 'Ready');
  const ready = condition ? condition.status === 'True' : status?.ready;
  const scopes = rules.flatMap(rule =>
    toScopes(rule, { spec, namespace: metadata.namespace }),
  );
  return {
    ...describePolicy(raw),
    actions: [...new Set(scopes.flatMap(describeActions))],
    ...toReady(ready, status?.conditions),
    background: spec.background !== false,
    ofWorkloads: rules.some(rule => areWorkloadKinds(kindsOf(rule.match))),
    asks: rules.map(rule => ({
      rule: rule.name,
      message: rule.validate?.message ?? '',
    })),
    scopes,
  };
}

function toScopes(
  rule: Rule,
  options: { spec: RawLegacyPolicy['spec']; namespace?: string },
): PolicyScope[] {
  const { spec } = options;
  const where = toRuleWhere(rule, options);
  const checks = [
    ...(rule.validate ? [rule.validate] : []),
    ...(rule.verifyImages ?? []),
  ];
  return checks.map(check => {
    const own = check.failureActionOverrides?.length
      ? check.failureActionOverrides
      : undefined;
    // What the whole policy says holds for a rule that says nothing itself.
    const inherited = check.failureAction
      ? undefined
      : spec.validationFailureActionOverrides;
    const isAsked = spec.admission !== false;
    return {
      where,
      stage: toAction(
        check.failureAction ?? spec.validationFailureAction ?? 'Audit',
        isAsked,
      ),
      overrides: toOverrides(own ?? inherited, isAsked),
    };
  });
}

function toOverrides(
  overrides: RawOverrides,
  isAsked: boolean,
): PolicyScope['overrides'] {
  return (overrides ?? []).flatMap(override => {
    const stage = toAction(override.action, isAsked);
    const selector = toSelector(override.namespaceSelector);
    const names = override.namespaces ?? undefined;
    // One that names nothing, or does nothing that is known, overrides nothing.
    if (stage === 'unknown' || (!names && !override.namespaceSelector)) {
      return [];
    }
    return [
      {
        stage,
        where: {
          ...(names ? { names } : {}),
          ...(selector ? { selector } : {}),
        },
      },
    ];
  });
}

/** In lower case, as it was once written, too. */
function toAction(action: string, isAsked: boolean): PolicyScope['stage'] {
  const lower = action.toLowerCase();
  if (lower === 'audit') return 'audit';
  if (lower !== 'enforce') return 'unknown';
  return isAsked ? 'enforce' : 'audit';
}

function describeActions({ stage, overrides }: PolicyScope): string[] {
  const word = (one: PolicyScope['stage']) =>
    one === 'enforce' ? 'Enforce' : 'Audit';
  return [
    ...(stage === 'unknown' ? [] : [word(stage)]),
    ...overrides.map(({ stage: other, where: { names, selector } }) =>
      [
        word(other),
        names ? `in ${names.join(', ')}` : undefined,
        selector ? 'by label' : undefined,
      ]
        .filter(Boolean)
        .join(' '),
    ),
  ];
}
