import type {
  Answer,
  CellCode,
  ControlCell,
  ResultCounts,
} from '@portolan/plugin-guardrails-common';
import type { CellInput, JudgedResult } from './CellInput';
import { describeOpen } from './describeOpen';
import { sortResults, type SortedResults } from './sortResults';

type Decided = { code: CellCode; answer?: Answer; sentence: string };

/**
 * What the portal says of a policy's control in a namespace. Only what was
 * evaluated and is still true can be a pass: everything else is `unknown` with
 * its cause. Pure.
 */
export function decideCell(input: CellInput): ControlCell {
  const sorted = sortResults(input);
  const { code, answer, sentence } = decide(input, sorted);
  const times = sorted.live
    .flatMap(({ evaluatedAt }) => (evaluatedAt ? [evaluatedAt] : []))
    .sort();
  return {
    control: input.control,
    stage: input.stage.stage,
    ...(answer ? { answer } : {}),
    code,
    sentence,
    counts: toCounts(sorted),
    ...(times.length > 0 ? { asOf: times[0] } : {}),
  };
}

function decide(input: CellInput, sorted: SortedResults): Decided {
  const { stage, missing, workloads } = input;
  const { live, stale, open, excepted, unevaluated } = sorted;
  if (missing) return unknown('no-data', toSentence(missing));
  if (stage.stage === 'off') return { code: 'off', sentence: 'Off here' };
  if (open.length > 0) {
    const isFound = open.some(one => ['fail', 'warn'].includes(one.result));
    return {
      code: 'open',
      answer: isFound ? 'fail' : 'unknown',
      sentence: describeOpen(open.map(one => ({ ...one, stage: stage.stage }))),
    };
  }
  if (stage.stage === 'unknown') {
    return unknown('no-data', `Unknown stage: ${stage.cause ?? 'no cause'}`);
  }
  if (stale.length > 0) return unknown('stale', `Stale: ${stale[0].stale}`);
  if (stage.ofWorkloads && workloads.length === 0 && live.length === 0) {
    return { code: 'nothing-runs', sentence: 'Nothing runs here' };
  }
  const isNever =
    live.every(one => one.result === 'skip' && !excepted.includes(one)) ||
    (workloads.length > 0 && unevaluated.length === workloads.length);
  if (isNever) return unknown('never-evaluated', neverEvaluated(input));
  if (unevaluated.length > 0) {
    return unknown(
      'partly-evaluated',
      `${unevaluated.length} of ${workloads.length} workloads never evaluated`,
    );
  }
  return excepted.length > 0
    ? {
        code: 'excepted',
        answer: 'pass with exception',
        sentence: `No violations but for ${excepted.length} excepted`,
      }
    : { code: 'clean', answer: 'pass', sentence: 'No violations' };
}

function neverEvaluated({ stage }: CellInput): string {
  if (stage.ready === false) {
    return `Never evaluated: ${stage.readyCause ?? 'its policy is not ready'}`;
  }
  return stage.background
    ? 'Never evaluated'
    : 'Never evaluated: its policies judge changes only, not what runs';
}

function unknown(code: CellCode, sentence: string): Decided {
  return { code, answer: 'unknown', sentence };
}

function toSentence(cause: string): string {
  return `${cause[0].toUpperCase()}${cause.slice(1)}`;
}

function toCounts(sorted: SortedResults): ResultCounts {
  const count = (state: JudgedResult['result']) =>
    sorted.live.filter(({ result }) => result === state).length;
  return {
    fail: count('fail'),
    error: count('error'),
    unknown: count('unknown'),
    warn: count('warn'),
    skip: count('skip'),
    pass: count('pass'),
    unevaluated: sorted.unevaluated.length,
    stale: sorted.all - sorted.live.length,
  };
}
