import { Knex } from 'knex';
import type { Limit } from 'p-limit';

/** Another replica owns the cluster by now; whoever gets this stops. */
export class FencedOutError extends Error {
  override readonly name = 'FencedOutError';

  constructor(cluster: string) {
    super(`Another replica watches the cluster "${cluster}" by now`);
  }
}

/**
 * Longest time in milliseconds that PostgreSQL lets a transaction sit idle: one whose
 * replica lost its network must not keep others from the lease.
 */
const IDLE_MS = 10_000;

/**
 * Every write of a cluster's rows goes through here. The lease's row is read under a lock
 * in the transaction itself: a take-over waits until the transaction is over, and what
 * begins after a take-over sees the new token and writes nothing. SQLite has one writer at
 * a time and needs no lock for the same.
 */
export class Fence {
  readonly cluster: string;
  readonly #database: Knex;
  readonly #token: number;
  readonly #writes: Limit;

  /** `writes`: how many transactions at once, over all clusters: the plugin's pages need connections too. */
  constructor(options: {
    database: Knex;
    cluster: string;
    token: number;
    writes: Limit;
  }) {
    this.#database = options.database;
    this.cluster = options.cluster;
    this.#token = options.token;
    this.#writes = options.writes;
  }

  /** @throws FencedOutError when another replica owns the cluster; then nothing was written */
  async transaction<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.#writes(() => this.#begin(work));
  }

  #begin<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(async tx => {
      const lease = tx('cluster_watch_leases').where({
        cluster: this.cluster,
        token: this.#token,
      });
      if (tx.client.config.client.includes('pg')) {
        await tx.raw(
          `set local idle_in_transaction_session_timeout = ${IDLE_MS}`,
        );
        lease.forShare();
      }
      if (!(await lease.first('token'))) {
        throw new FencedOutError(this.cluster);
      }
      return work(tx);
    });
  }
}
