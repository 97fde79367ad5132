import type { ReportedResult } from '../report';
import { nameControl } from './nameControl';
import type { ParsedPolicy } from './ParsedPolicy';

/** Which kinds a source of results evaluates. */
const kindsOfSource: Readonly<Record<string, readonly string[]>> = {
  kyverno: ['ClusterPolicy', 'Policy'],
  KyvernoValidatingPolicy: ['ValidatingPolicy', 'NamespacedValidatingPolicy'],
  KyvernoImageValidatingPolicy: [
    'ImageValidatingPolicy',
    'NamespacedImageValidatingPolicy',
  ],
  ValidatingAdmissionPolicy: ['ValidatingAdmissionPolicy'],
};

type Reported = Pick<ReportedResult, 'source' | 'policy'>;

/** Whether a source evaluates policies of the cluster; others carry their own checks. Pure. */
export function evaluatesPolicies({ source }: Reported): boolean {
  return kindsOfSource[source] !== undefined;
}

/** The policy that a result is of; undefined when it is gone, or when its source has none in the cluster. Pure. */
export function findPolicy(
  result: Reported,
  /** All policies of the cluster. */
  all: readonly ParsedPolicy[],
): ParsedPolicy | undefined {
  const kinds = kindsOfSource[result.source];
  return all.find(
    ({ policy: { kind, name, namespace } }) =>
      kinds?.includes(kind) &&
      result.policy === (namespace ? `${namespace}/${name}` : name),
  );
}

/**
 * Which control a result counts for. Checks of a source that has no policies in
 * the cluster are one control together, named as the source: it can have
 * thousands. Pure.
 */
export function controlOf(
  result: Reported,
  all: readonly ParsedPolicy[],
): string {
  if (!evaluatesPolicies(result)) return result.source;
  const policy = findPolicy(result, all);
  if (policy) return nameControl(policy, all);
  // Of a policy that is gone: where its other half is still there, with it.
  const name = result.policy.slice(result.policy.indexOf('/') + 1);
  const base = name.replace(/-(audit|enforce)$/, '');
  const others = [`${base}-audit`, `${base}-enforce`];
  const half = all.find(one => others.includes(one.policy.name));
  return half ? half.control ?? base : name;
}
