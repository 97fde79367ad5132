import type { KubeObject } from '../../schema/types';
import { isActive, isReady } from '../pods';

export type JobSpec = {
  parallelism?: number;
  completions?: number;
  backoffLimit?: number;
  suspend?: boolean;
  activeDeadlineSeconds?: number;
  ttlSecondsAfterFinished?: number;
};

export type JobCondition = {
  type: string;
  status: string;
  lastProbeTime: string;
  lastTransitionTime: string;
  reason: string;
  message: string;
};

export type JobStatus = {
  startTime?: string;
  completionTime?: string;
  conditions?: JobCondition[];
};

/** How the Pods of a Job stand. */
export interface JobCounts {
  active: number;
  ready: number;
  succeeded: number;
  failed: number;
}

const phaseOf = (pod: KubeObject) =>
  (pod.status as { phase?: string } | undefined)?.phase;

export function countPods(pods: readonly KubeObject[]): JobCounts {
  const active = pods.filter(isActive);
  const inPhase = (phase: string) =>
    pods.filter(pod => phaseOf(pod) === phase).length;
  return {
    active: active.length,
    ready: active.filter(isReady).length,
    succeeded: inPhase('Succeeded'),
    failed: inPhase('Failed'),
  };
}

export function isFinished({ conditions = [] }: JobStatus): boolean {
  return conditions.some(
    ({ type, status }) =>
      (type === 'Complete' || type === 'Failed') && status === 'True',
  );
}

/** Why a Job ends now, if it does. */
export type JobOutcome =
  | { result: 'running' }
  | { result: 'complete' }
  | { result: 'failed'; reason: string; message: string };

export function decideOutcome(options: {
  spec: JobSpec;
  counts: JobCounts;
  startTime: string | undefined;
  now: Date;
}): JobOutcome {
  const { spec, counts, startTime, now } = options;
  if (counts.failed > (spec.backoffLimit ?? 6)) {
    return {
      result: 'failed',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    };
  }
  const deadline = spec.activeDeadlineSeconds;
  const runsFor = startTime ? now.getTime() - Date.parse(startTime) : 0;
  if (deadline !== undefined && runsFor >= deadline * 1000) {
    return {
      result: 'failed',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    };
  }
  const wanted = spec.completions;
  // Without a number, one success ends the Job once nothing runs any more.
  const isComplete =
    wanted === undefined
      ? counts.succeeded > 0 && counts.active === 0
      : counts.succeeded >= wanted;
  return { result: isComplete ? 'complete' : 'running' };
}

/** How many Pods should run now. */
export function wantedActive(spec: JobSpec, counts: JobCounts): number {
  if (spec.suspend) return 0;
  const parallelism = spec.parallelism ?? 1;
  if (spec.completions === undefined) {
    return counts.succeeded > 0 ? counts.active : parallelism;
  }
  return Math.min(parallelism, spec.completions - counts.succeeded);
}

/** The conditions that say how a Job ended: the verdict, then the end. */
export function endingConditions(
  outcome: JobOutcome,
  time: string,
): JobCondition[] {
  if (outcome.result === 'running') return [];
  const [types, reason, message] =
    outcome.result === 'complete'
      ? [
          ['SuccessCriteriaMet', 'Complete'],
          'CompletionsReached',
          'Reached expected number of succeeded pods',
        ]
      : [['FailureTarget', 'Failed'], outcome.reason, outcome.message];
  return (types as string[]).map(type => ({
    type,
    status: 'True',
    lastProbeTime: time,
    lastTransitionTime: time,
    reason: reason as string,
    message: message as string,
  }));
}
