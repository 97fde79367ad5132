import type { CellInput, JudgedResult, RunningWorkload } from './CellInput';
import { resourceGone } from './whyStale';

/** What the results of a control in a namespace come to. */
export type SortedResults = {
  /** How many there are, whatever they say. */
  all: number;
  /** Those that still hold. */
  live: readonly JudgedResult[];
  /** Of the others, those that nothing else speaks for: whose resource is there, and was not evaluated since. */
  stale: readonly JudgedResult[];
  /** Neither passed, nor skipped. */
  open: readonly JudgedResult[];
  /** Skipped for an exception that holds. */
  excepted: readonly JudgedResult[];
  /** What runs and is passed, found or excepted by no result: a skip alone evaluates nothing. */
  unevaluated: readonly RunningWorkload[];
};

/** Pure. */
export function sortResults({
  stage,
  results,
  workloads,
}: Pick<CellInput, 'stage' | 'results' | 'workloads'>): SortedResults {
  const live = results.filter(result => !result.stale);
  const excepted = live.filter(isExcepted);
  const evaluated = new Set(
    live.filter(one => one.result !== 'skip' || isExcepted(one)).map(subjectOf),
  );
  const running = new Set(workloads.map(keyOf));
  return {
    all: results.length,
    live,
    stale: results.filter(one => {
      if (!one.stale || evaluated.has(subjectOf(one))) return false;
      if (one.stale === resourceGone) return false;
      // What does not run any more is no question either.
      return !one.workload || running.has(subjectOf(one));
    }),
    open: live.filter(one => !['pass', 'skip'].includes(one.result)),
    excepted,
    unevaluated: stage.ofWorkloads
      ? workloads.filter(one => !evaluated.has(keyOf(one)))
      : [],
  };
}

function isExcepted({ result, exceptions }: JudgedResult): boolean {
  return result === 'skip' && exceptions.length > 0;
}

function subjectOf({ resource, workload }: JudgedResult): string {
  return workload
    ? keyOf(workload)
    : `${resource.apiVersion} ${resource.kind}/${resource.name}`;
}

function keyOf({ kind, name }: RunningWorkload): string {
  return `workload ${kind}/${name}`;
}
