import { Mark } from '@portolan/plugin-answers-react';
import {
  PolicyResult,
  ResultState,
  severities,
  Severity,
} from '@portolan/plugin-guardrails-common';

const marks: Readonly<Record<ResultState, Mark>> = {
  fail: 'fail',
  error: 'unknown',
  unknown: 'unknown',
  warn: 'warning',
  skip: 'nothing',
  pass: 'pass',
};

export const resultWords: Readonly<Record<ResultState, string>> = {
  fail: 'violated',
  error: 'could not be evaluated',
  unknown: 'not known',
  warn: 'to be watched',
  skip: 'skipped',
  pass: 'met',
};

/** Only a pass is a pass; what an exception covers has a mark of its own. */
export function markOf(result: PolicyResult): Mark {
  const mark = marks[result.result];
  if (result.stale && mark === 'pass') return 'unknown';
  return mark !== 'pass' && result.exceptions.length > 0
    ? 'pass with exception'
    : mark;
}

/** What a result is called: its word, and what takes from it. */
export function wordOf(result: PolicyResult): string {
  const word = resultWords[result.result];
  if (result.stale) return `${word}, stale`;
  return result.result !== 'pass' && result.exceptions.length > 0
    ? `${word}, accepted by exception`
    : word;
}

/** `1 critical, 2 high`; undefined of none. */
export function openWords(
  open: Readonly<Record<Severity, number>>,
): string | undefined {
  const words = severities
    .filter(severity => open[severity] > 0)
    .map(severity =>
      severity === 'unknown'
        ? `${open[severity]} of unknown severity`
        : `${open[severity]} ${severity}`,
    );
  return words.length > 0 ? words.join(', ') : undefined;
}
