import type { LabelSelector } from './ParsedPolicy';
import type { RawSelector } from './policySchema';

/** Undefined for none, and for one that selects everything. Pure. */
export function toSelector(
  raw: RawSelector | null | undefined,
): LabelSelector | undefined {
  const matchLabels = raw?.matchLabels ?? {};
  const matchExpressions = (raw?.matchExpressions ?? []).map(one => ({
    key: one.key,
    operator: one.operator,
    values: one.values ?? [],
  }));
  return Object.keys(matchLabels).length + matchExpressions.length > 0
    ? { matchLabels, matchExpressions }
    : undefined;
}
