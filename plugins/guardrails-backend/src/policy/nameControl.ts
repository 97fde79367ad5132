import type { ParsedPolicy } from './ParsedPolicy';

const suffix = /-(audit|enforce)$/;

/**
 * Which control a policy belongs to: what its label says; else its name without
 * `-audit` or `-enforce` where the other half is there; else its name. Pure.
 */
export function nameControl(
  policy: ParsedPolicy,
  /** All policies of the cluster. */
  all: readonly ParsedPolicy[],
): string {
  if (policy.control) return policy.control;
  const { madeFrom } = policy;
  const source =
    madeFrom &&
    all.find(
      one =>
        one.policy.kind === madeFrom.kind && one.policy.name === madeFrom.name,
    );
  if (source && source !== policy) return nameControl(source, all);
  const { name, kind } = policy.policy;
  const base = name.replace(suffix, '');
  const names = all
    .filter(one => one.policy.kind === kind)
    .map(one => one.policy.name);
  return names.includes(`${base}-audit`) && names.includes(`${base}-enforce`)
    ? base
    : name;
}
