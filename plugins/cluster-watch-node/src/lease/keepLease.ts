import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '../time/Clock';
import { decideLease, LEASE_INTERVAL_MS, LeaseView } from './decideLease';
import { FencedOutError } from './Fence';
import { LeaseStore } from './LeaseStore';

export interface KeepLeaseOptions {
  cluster: string;
  /** This replica; another one for each start of the process. */
  holder: string;
  leases: LeaseStore;
  clock: Clock;
  logger: LoggerService;
  /**
   * What the owner does, until its signal is aborted. When it resolves the lease is
   * released for good; when it throws it is begun again while the lease is held.
   */
  own: (token: number, signal: AbortSignal) => Promise<void>;
  signal: AbortSignal;
}

/** Owns a cluster whenever no other replica does, until the signal is aborted; then the lease is released at once. */
export async function keepLease(options: KeepLeaseOptions): Promise<void> {
  const lease = new KeptLease(options);
  const { clock, logger, cluster, signal } = options;
  try {
    while (!signal.aborted && !lease.isDone) {
      try {
        await lease.tend();
      } catch (error) {
        // Nothing is known of the lease; the fence decides meanwhile.
        logger.warn('The lease of a cluster could not be read or renewed', {
          cluster,
          detail: error instanceof Error ? error.message : String(error),
        });
      }
      await clock
        .wait(LEASE_INTERVAL_MS, AbortSignal.any([signal, lease.done]))
        .catch(() => {});
    }
  } finally {
    await lease.release();
  }
}

/** A lease and the work that is done under it. */
class KeptLease {
  readonly #options: KeepLeaseOptions;
  readonly #done = new AbortController();
  #view: LeaseView = { seenAt: 0 };
  #work: { stop: AbortController; ended: Promise<void> } | undefined;

  constructor(options: KeepLeaseOptions) {
    this.#options = options;
  }

  /** Aborted when the work has come to its end. */
  get done(): AbortSignal {
    return this.#done.signal;
  }

  get isDone(): boolean {
    return this.done.aborted;
  }

  async tend(): Promise<void> {
    const { cluster, holder, leases, clock } = this.#options;
    const row = await leases.read(cluster);
    const elapsed = clock.elapsed();
    const { action, view } = decideLease(this.#view, row, { holder, elapsed });
    this.#view = view;
    switch (action) {
      case 'take': {
        const token = await leases.take(cluster, { holder, seen: row });
        if (token !== undefined) {
          this.#view = { ...view, token };
          this.#begin(token);
        }
        break;
      }
      case 'renew': {
        const token = row.token;
        if (!(await leases.renew(cluster, { holder, token }))) {
          await this.#giveUp();
        } else if (!this.#work) {
          this.#begin(token);
        }
        break;
      }
      case 'give-up':
        await this.#giveUp();
        break;
      default:
    }
  }

  async release(): Promise<void> {
    const { cluster, holder, leases, logger } = this.#options;
    const { token } = this.#view;
    await this.#giveUp();
    if (token === undefined) return;
    await leases.release(cluster, { holder, token }).catch(() => {
      logger.debug('A lease was not released and will run out', { cluster });
    });
  }

  async #giveUp(): Promise<void> {
    this.#view = { ...this.#view, token: undefined };
    const work = this.#work;
    work?.stop.abort();
    await work?.ended;
  }

  #begin(token: number): void {
    const stop = new AbortController();
    const ended = this.#run(token, stop.signal).finally(() => {
      if (this.#work?.stop === stop) this.#work = undefined;
    });
    this.#work = { stop, ended };
  }

  async #run(token: number, signal: AbortSignal): Promise<void> {
    const { own, cluster, logger } = this.#options;
    try {
      await own(token, signal);
      this.#done.abort();
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof FencedOutError) {
        logger.info('Another replica watches a cluster by now', { cluster });
        return;
      }
      logger.error('Watching a cluster stopped and will begin again', {
        cluster,
        detail: error instanceof Error ? error.message : String(error),
      });
    }
  }
}
