import { Condition, ConditionType } from '../objects/Application';

/**
 * Conditions after an evaluation of some of their types: of these only the
 * found ones stay, all others stay as they are. A condition that says the same
 * as before keeps its time.
 */
export function withConditions(
  before: readonly Condition[] = [],
  options: {
    evaluated: readonly ConditionType[];
    found: readonly Condition[];
    now: string;
  },
): Condition[] {
  const { evaluated, found, now } = options;
  const others = before.filter(({ type }) => !evaluated.includes(type));
  const current = found.map(
    condition =>
      before.find(
        ({ type, message }) =>
          type === condition.type && message === condition.message,
      ) ?? { ...condition, lastTransitionTime: now },
  );
  return [...others, ...current].sort((a, b) =>
    `${a.type}/${a.message}` < `${b.type}/${b.message}` ? -1 : 1,
  );
}

/** Conditions as one line of an error message. */
export function formatConditions(conditions: readonly Condition[]): string {
  return conditions.map(({ type, message }) => `${type}: ${message}`).join(';');
}
