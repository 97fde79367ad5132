import { LoggerService } from '@backstage/backend-plugin-api';
import { TargetSink, TargetUpdate } from '../sink/TargetSink';
import { WatchCause, WatchState } from '../status/WatchStatus';
import { Clock } from '../time/Clock';
import { Position, Target } from './Target';

/** How often a target's row is written for nothing but its freshness and position, in milliseconds. */
const INTERVAL_MS = 15_000;

const QUIET: readonly WatchState[] = ['waiting', 'listing', 'watching'];

/** Says of a target how it is, in its row and, when that is no good, in the log. */
export class TargetReport {
  readonly #sink: TargetSink;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #target: Target;
  #last = '';
  #writtenAt = -Infinity;

  constructor(options: {
    sink: TargetSink;
    clock: Clock;
    logger: LoggerService;
    target: Target;
  }) {
    this.#sink = options.sink;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#target = options.target;
  }

  /** Writes a state when it is another one, or has another cause, than before. */
  async state(state: WatchState, cause?: WatchCause): Promise<void> {
    const current = JSON.stringify([state, cause]);
    if (current === this.#last) return;
    const isNew = !this.#last.startsWith(`["${state}"`);
    await this.#sink.update({
      state,
      ...(isNew && { state_since: this.#clock.now() }),
      cause_code: cause?.code ?? null,
      cause_message: cause?.message ?? null,
    });
    this.#last = current;
    if (isNew && !QUIET.includes(state)) {
      const { cluster, namespace, projection } = this.#target;
      this.#logger.warn('A watch of a cluster is in trouble', {
        cluster,
        kind: projection.kind.id,
        ...(namespace && { namespace }),
        state,
        ...(cause && { cause: cause.code, detail: cause.message }),
      });
    }
  }

  /** Everything has been read. */
  async listed(position: Position): Promise<void> {
    const now = this.#clock.now();
    await this.#sink.update({
      ...toColumns(position),
      listed_at: now,
      confirmed_at: now,
    });
    this.#written();
  }

  /** What a batch of a watch says of the target, to be written with the batch. */
  freshness(position: Position, hasEvents: boolean): TargetUpdate {
    const now = this.#clock.now();
    return {
      ...toColumns(position),
      confirmed_at: now,
      ...(hasEvents && { last_event_at: now }),
    };
  }

  /**
   * After a batch: nothing that was written needs another write, and what says nothing new
   * is written now and then only. A position that is somewhat old costs events that are
   * read again after a restart, and say nothing new.
   */
  async settle(update: TargetUpdate, wasWritten: boolean): Promise<void> {
    if (wasWritten) {
      this.#written();
    } else if (this.#clock.elapsed() - this.#writtenAt >= INTERVAL_MS) {
      await this.#sink.update(update);
      this.#written();
    }
  }

  #written(): void {
    this.#writtenAt = this.#clock.elapsed();
  }
}

function toColumns(position: Position): TargetUpdate {
  return {
    api_version: position.version,
    resource_version: position.resourceVersion,
  };
}
