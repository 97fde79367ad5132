import { Answer, worstOf } from '@portolan/plugin-supply-chain-common';

/** Since when the worst of some answers is what it is. Pure. */
export function answerSince(
  checks: readonly { answer: string; since: string }[],
): string | undefined {
  const worst = worstOf(checks.map(({ answer }) => answer as Answer));
  const times = checks
    .filter(({ answer }) => answer === worst)
    .map(({ since }) => since)
    .sort();
  // All have to pass, and one is enough to fail.
  return worst === 'pass' ? times.at(-1) : times[0];
}
