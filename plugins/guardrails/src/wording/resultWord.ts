import { Mark } from '@portolan/plugin-answers-react';
import { PolicyResult, ResultState } from '@portolan/plugin-guardrails-common';

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

/** Policies skip what an exception covers. */
const isExcepted = ({ result, exceptions }: PolicyResult) =>
  result === 'skip' && exceptions.length > 0;

/** Only a pass is a pass; what an exception covers has a mark of its own. */
export function markOf(result: PolicyResult): Mark {
  if (isExcepted(result)) return 'pass with exception';
  const mark = marks[result.result];
  return result.stale && mark === 'pass' ? 'unknown' : mark;
}

/** What a result is called: its word, and what takes from it. */
export function wordOf(result: PolicyResult): string {
  const word = isExcepted(result)
    ? 'accepted by exception'
    : resultWords[result.result];
  return result.stale ? `${word}, stale` : word;
}
