import { FailureCode } from '../client/ClusterFailure';
import { WatchCause, WatchState } from '../status/WatchStatus';
import { Position } from './Target';
import { backOff } from './backOff';

/** What a target does next. */
export type Step =
  | { do: 'list'; ordered: boolean }
  | { do: 'watch'; position: Position };

/** How a step ended. */
export type Outcome =
  | { outcome: 'listed'; position: Position }
  /** Discovery says that there is no such kind. */
  | { outcome: 'not-installed' }
  /** Pages came in no order, so a list must be read as a whole before it is known what vanished. */
  | { outcome: 'unordered' }
  | {
      /** The cluster ended the watch, as it does now and then. */
      outcome: 'watch-ended';
      position: Position;
      /** Whether it said anything, or lasted. */
      lively: boolean;
    }
  | {
      outcome: 'failed';
      code: FailureCode | 'sink';
      message: string;
      retryAfterMs?: number;
      /** How far a watch came. */
      position?: Position;
      /** Whether it worked before it failed. */
      lively: boolean;
      /** A watch that opened and then said nothing until it was given up. */
      silent?: boolean;
    };

/** What is remembered between steps. */
export interface Progress {
  step: Step;
  /** Steps in a row without any success. */
  failures: number;
  /** Watches in a row that opened and then said nothing at all. */
  silent: number;
}

export interface Decision {
  progress: Progress;
  /** Milliseconds before the next step. */
  waitMs: number;
  /** What to say of the target meanwhile; undefined: what was said before still holds. */
  report?: { state: WatchState; cause?: WatchCause };
}

const STATES: Record<FailureCode | 'sink', WatchState> = {
  unreachable: 'unreachable',
  unauthenticated: 'unauthenticated',
  denied: 'denied',
  throttled: 'throttled',
  // The kind was there a moment ago; the list that follows asks discovery.
  'not-found': 'failing',
  expired: 'listing',
  'too-large': 'failing',
  failing: 'failing',
  sink: 'failing',
};

/** A watch that was silent so often is not believed: a position of the future is answered with silence (a cluster restored from a backup). */
const SILENT_WATCHES = 2;

/** First steps of a target: where it stopped, or a full list. */
export function firstProgress(position: Position | undefined): Progress {
  return {
    step: position ? { do: 'watch', position } : { do: 'list', ordered: true },
    failures: 0,
    silent: 0,
  };
}

/**
 * The life of one watch. Pure: what happened goes in, what to do comes out.
 *
 * A list is followed by a watch, a watch by the next one from where it ended. Everything is
 * listed anew when the position is worth nothing: 410, a kind that went away, a version that
 * is no longer served, a watch that is refused where the list is not.
 *
 * @param random - between 0 and 1
 */
export function decideNext(
  progress: Progress,
  outcome: Outcome,
  random: number,
): Decision {
  const ordered = progress.step.do === 'watch' || progress.step.ordered;
  const list: Step = { do: 'list', ordered };
  switch (outcome.outcome) {
    case 'listed':
      return {
        progress: {
          step: { do: 'watch', position: outcome.position },
          // A list that worked does not forgive watches that do not.
          failures: progress.failures,
          silent: progress.silent,
        },
        waitMs: 0,
      };
    case 'unordered':
      return {
        progress: { ...progress, step: { do: 'list', ordered: false } },
        waitMs: 0,
      };
    case 'not-installed':
      return {
        progress: { step: list, failures: 0, silent: 0 },
        waitMs: backOff('recheck', 1, random),
        report: { state: 'not-installed' },
      };
    case 'watch-ended': {
      const failures = outcome.lively ? 0 : progress.failures + 1;
      return {
        progress: {
          step: { do: 'watch', position: outcome.position },
          failures,
          silent: 0,
        },
        waitMs: failures ? backOff('hurry', failures, random) : 0,
      };
    }
    default:
      return afterFailure(progress, outcome, { list, random });
  }
}

function afterFailure(
  progress: Progress,
  failure: Outcome & { outcome: 'failed' },
  { list, random }: { list: Step; random: number },
): Decision {
  const failures = failure.lively ? 1 : progress.failures + 1;
  const silent = failure.silent ? progress.silent + 1 : 0;
  // Connections break; that is worth telling when the next one does not come about.
  const broke = failure.code === 'unreachable' && failure.lively;
  return {
    progress: {
      step: stepAfter(progress.step, failure, { list, silent }),
      failures,
      silent: silent >= SILENT_WATCHES ? 0 : silent,
    },
    waitMs: Math.max(
      // What the cluster forgot is asked for at once, unless it forgets all the time.
      failure.code === 'expired' && failures === 1
        ? 0
        : backOff(paceOf(failure.code), failures, random),
      Math.min(failure.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS),
    ),
    report: broke
      ? undefined
      : {
          state: STATES[failure.code],
          cause: { code: failure.code, message: failure.message },
        },
  };
}

/** A cluster that asks for more than this is asked again all the same. */
const LONGEST_RETRY_AFTER_MS = 5 * 60_000;

function stepAfter(
  step: Step,
  failure: Outcome & { outcome: 'failed' },
  { list, silent }: { list: Step; silent: number },
): Step {
  if (step.do === 'list') return list;
  switch (failure.code) {
    case 'expired':
    case 'not-found':
    case 'denied':
    case 'too-large':
      return list;
    case 'unreachable':
      return silent >= SILENT_WATCHES
        ? list
        : { do: 'watch', position: failure.position ?? step.position };
    case 'failing':
      // 500 is also what a resourceVersion of another cluster behind the same address gets.
      return failure.lively
        ? { do: 'watch', position: failure.position ?? step.position }
        : list;
    default:
      return { do: 'watch', position: failure.position ?? step.position };
  }
}

function paceOf(code: FailureCode | 'sink') {
  return code === 'denied' ? 'patience' : 'hurry';
}
