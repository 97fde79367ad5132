import { Answer } from './answerWords';

const worstFirst: readonly Answer[] = [
  'fail',
  'unknown',
  'pass with exception',
  'pass',
];

/** What the page's address asks for, where there is such; else the first that is worst, so that the eye meets it first. */
export function chooseNamed<T>(
  named: ReadonlyMap<string, T>,
  asked: string | undefined,
  answerOf: (each: T) => Answer | undefined,
): string | undefined {
  if (asked !== undefined && named.has(asked)) return asked;
  const entries = [...named];
  for (const answer of worstFirst) {
    const found = entries.find(([, each]) => answerOf(each) === answer);
    if (found) return found[0];
  }
  return entries.at(0)?.[0];
}
