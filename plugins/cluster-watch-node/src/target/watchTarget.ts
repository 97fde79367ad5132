import { ClusterFailure } from '../client/ClusterFailure';
import { ClusterHttp } from '../client/ClusterHttp';
import { watchEvents } from '../client/watchEvents';
import { TargetSink } from '../sink/TargetSink';
import { Clock } from '../time/Clock';
import { Outcome } from './decideNext';
import { toFailedOutcome } from './toFailedOutcome';
import { Position, Target } from './Target';
import { TargetReport } from './TargetReport';

/** Bookmarks come about once a minute: after two minutes without a byte nobody is there, in milliseconds. */
export const SILENCE_MS = 120_000;
/** When a watch is asked to end by itself, as other clients do: 5 to 10 minutes. */
const SHORTEST_WATCH_S = 300;
/** A watch that lasted so long worked, even if nothing happened, in milliseconds. */
const LIVELY_MS = 10_000;

export interface WatchTargetOptions {
  http: ClusterHttp;
  sink: TargetSink;
  report: TargetReport;
  target: Target;
  position: Position;
  clock: Clock;
  random: () => number;
  signal: AbortSignal;
}

/**
 * Follows one watch until it ends. Each batch is written before the next one is read.
 *
 * @throws FencedOutError, and the signal's reason; everything else is an outcome
 */
export async function watchTarget(
  options: WatchTargetOptions,
): Promise<Outcome> {
  const { http, sink, report, target, clock, signal } = options;
  const { version } = options.position;
  let { position } = options;
  let openedAt: number | undefined;
  let batches = 0;
  const lasted = () =>
    openedAt === undefined ? 0 : clock.elapsed() - openedAt;
  try {
    const events = watchEvents(http, target.projection.kind, {
      version,
      namespace: target.namespace,
      resourceVersion: position.resourceVersion,
      timeoutSeconds: Math.round(SHORTEST_WATCH_S * (1 + options.random())),
      silenceMs: SILENCE_MS,
      onOpen: async () => {
        openedAt = clock.elapsed();
        await report.state('watching');
      },
      signal,
    });
    for await (const batch of events) {
      const next = { version, resourceVersion: batch.resourceVersion };
      const update = report.freshness(next, batch.events.length > 0);
      const wasWritten = await sink.applyEvents(batch.events, update);
      await report.settle(update, wasWritten);
      position = next;
      batches += 1;
    }
    const lively = batches > 0 || lasted() >= LIVELY_MS;
    return { outcome: 'watch-ended', position, lively };
  } catch (error) {
    const outcome = toFailedOutcome(error, signal);
    const wasSilent =
      error instanceof ClusterFailure &&
      error.code === 'unreachable' &&
      batches === 0 &&
      lasted() >= SILENCE_MS;
    return {
      ...outcome,
      position,
      lively: batches > 0 || (!wasSilent && lasted() >= LIVELY_MS),
      silent: wasSilent,
    };
  }
}
