import { matchesGlob, nameControl, type ParsedPolicy } from '../policy';
import type { ParsedException } from './ParsedException';

/** Whether an exception is from this policy, or from one of its rules. Pure. */
export function touchesPolicy(
  exception: ParsedException,
  policy: { name: string; namespace?: string; kind?: string },
  rule?: string,
): boolean {
  const { name, namespace, kind } = policy;
  const names = namespace ? [name, `${namespace}/${name}`] : [name];
  return exception.policies.some(
    one =>
      names.includes(one.policy) &&
      (!one.kind || !kind || one.kind === kind) &&
      (rule === undefined ||
        one.rules.length === 0 ||
        one.rules.some(pattern => matchesGlob(pattern, rule))),
  );
}

/** Which controls an exception touches. Pure. */
export function controlsTouched(
  exception: ParsedException,
  /** All policies of the cluster. */
  all: readonly ParsedPolicy[],
): string[] {
  const isOld = exception.exception.apiVersion.startsWith('kyverno.io/');
  const touched = all.filter(
    one =>
      // Old exceptions are from old policies, and new ones from new ones.
      one.policy.apiVersion.startsWith('kyverno.io/') === isOld &&
      touchesPolicy(exception, one.policy),
  );
  return [...new Set(touched.map(one => nameControl(one, all)))].sort();
}
