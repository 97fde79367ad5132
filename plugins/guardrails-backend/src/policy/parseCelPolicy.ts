import { parseWith } from '@portolan/plugin-workloads-node';
import { describePolicy, toReady } from './describePolicy';
import type { ParsedPolicy, PolicyScope, Where } from './ParsedPolicy';
import {
  celPolicySchema,
  type RawCelPolicy,
  type RawSelector,
} from './policySchema';
import { toSelector } from './toSelector';
import { areWorkloads } from './workloadResources';

/** What an expression reads when it selects by namespace. */
const readsNamespace =
  /\bnamespaceObject\b|\bmetadata\.namespace\b|\brequest\.namespace\b/;

/**
 * Reads a ValidatingPolicy, an ImageValidatingPolicy, their namespaced variants
 * of any version, or a ValidatingAdmissionPolicy. Pure.
 *
 * @throws Error naming the field when the policy makes no sense
 */
export function parseCelPolicy(object: unknown): ParsedPolicy {
  const raw = parseWith(celPolicySchema, object);
  const { metadata, kind, spec, status } = raw;
  const evaluation = spec.evaluation ?? {};
  const resources = (spec.matchConstraints?.resourceRules ?? []).flatMap(
    rule => rule.resources ?? [],
  );
  const { ready, conditions } = status?.conditionStatus ?? {};
  const where = toWhere(spec.matchConstraints?.namespaceSelector, {
    namespace: metadata.namespace,
    undecidable: whyUndecidable(spec),
  });
  const isNative = kind === 'ValidatingAdmissionPolicy';
  // A policy for JSON documents judges no object of a cluster.
  const isOfCluster = (evaluation.mode ?? 'Kubernetes') === 'Kubernetes';
  const stage = toStage(spec.validationActions);
  return {
    ...describePolicy(raw),
    actions: spec.validationActions ?? [],
    ...toReady(ready, conditions),
    // The API server judges changes only, not what stands.
    background: !isNative && evaluation.background?.enabled !== false,
    // Images are of pods, also where nothing says so.
    ofWorkloads: kind.includes('Image') || areWorkloads(resources),
    asks: (spec.validations ?? []).map(({ message }) => ({
      message: message ?? '',
    })),
    ...(isNative ? { bindable: where } : {}),
    scopes:
      isNative || !isOfCluster
        ? []
        : [
            {
              where,
              // What is not asked at admission refuses nothing.
              stage: evaluation.admission?.enabled === false ? 'audit' : stage,
              overrides: [],
            },
          ],
  };
}

/** Of actions, what they come to. What says nothing could be either. Pure. */
export function toStage(
  actions: readonly string[] | null | undefined,
): PolicyScope['stage'] {
  if (actions?.includes('Deny')) return 'enforce';
  return actions?.some(action => ['Audit', 'Warn'].includes(action))
    ? 'audit'
    : 'unknown';
}

/** Where a selector selects, within a namespace if the policy stands in one. Pure. */
export function toWhere(
  raw: RawSelector | null | undefined,
  options: { namespace?: string; undecidable?: string } = {},
): Where {
  const { namespace, undecidable } = options;
  const selector = toSelector(raw);
  return {
    include:
      namespace || selector
        ? [
            [
              {
                ...(namespace ? { names: [namespace] } : {}),
                ...(selector ? { selector } : {}),
              },
            ],
          ]
        : [],
    exclude: [],
    ...(undecidable ? { undecidable } : {}),
  };
}

function whyUndecidable(spec: RawCelPolicy['spec']): string | undefined {
  const conditions = (spec.matchConditions ?? []).map(one => one.expression);
  const variables = (spec.variables ?? []).map(one => one.expression);
  const all = conditions.some(one => one.includes('variables.'))
    ? [...conditions, ...variables]
    : conditions;
  return all.some(one => readsNamespace.test(one))
    ? 'its matchConditions choose namespaces by an expression'
    : undefined;
}
