import type { Limit } from 'p-limit';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ClusterHttp } from '../client/ClusterHttp';
import { TargetSink } from '../sink/TargetSink';
import { SinkError } from '../sink/SinkError';
import { Clock } from '../time/Clock';
import { decideNext, firstProgress, Outcome, Step } from './decideNext';
import { listTarget } from './listTarget';
import { Position, Target } from './Target';
import { TargetReport } from './TargetReport';
import { toFailedOutcome } from './toFailedOutcome';
import { watchTarget } from './watchTarget';

export interface RunTargetOptions {
  http: ClusterHttp;
  sink: TargetSink;
  target: Target;
  /** Where it stopped; undefined: a full list comes first. */
  position?: Position;
  pages: Limit;
  clock: Clock;
  /** Between 0 and 1. */
  random: () => number;
  logger: LoggerService;
  signal: AbortSignal;
}

/**
 * Lists and watches a target until the signal is aborted.
 *
 * @throws FencedOutError when another replica owns the cluster, and the signal's reason
 */
export async function runTarget(options: RunTargetOptions): Promise<never> {
  const { clock, random, signal } = options;
  const report = new TargetReport(options);
  let progress = firstProgress(options.position);
  for (;;) {
    const outcome = await perform(progress.step, { ...options, report });
    const decision = decideNext(progress, outcome, random());
    if (decision.report) {
      const { state, cause } = decision.report;
      // A database that does not answer does not keep that either.
      await report.state(state, cause).catch(unlessFailedToWrite);
    }
    await clock.wait(decision.waitMs, signal);
    progress = decision.progress;
  }
}

async function perform(
  step: Step,
  options: RunTargetOptions & { report: TargetReport },
): Promise<Outcome> {
  if (step.do === 'watch') {
    return watchTarget({ ...options, position: step.position });
  }
  try {
    return await listTarget({ ...options, ordered: step.ordered });
  } catch (error) {
    return toFailedOutcome(error, options.signal);
  }
}

function unlessFailedToWrite(error: unknown): void {
  if (!(error instanceof SinkError)) throw error;
}
