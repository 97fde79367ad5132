import { Knex } from 'knex';
import { LeaseRow } from './decideLease';

interface Row {
  cluster: string;
  holder: string | null;
  // PostgreSQL gives 64 bit integers as text.
  token: number | string;
  renewals: number | string;
}

const TABLE = 'cluster_watch_leases';

/**
 * The leases of a plugin, one for each cluster. Rows are never deleted, so that no token is
 * given out twice.
 */
export class LeaseStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** The lease as it is; a free one when there is none yet. */
  async read(cluster: string): Promise<LeaseRow> {
    const row = await this.#find(cluster);
    if (!row) {
      await this.#database<Row>(TABLE)
        .insert({ cluster, holder: null, token: 0, renewals: 0 })
        .onConflict('cluster')
        .ignore();
    }
    return {
      holder: row?.holder ?? undefined,
      token: Number(row?.token ?? 0),
      renewals: Number(row?.renewals ?? 0),
    };
  }

  /**
   * Takes the lease if it is still as `seen`.
   *
   * @returns the new token, or undefined when another replica, or the holder, was faster
   */
  async take(
    cluster: string,
    options: { holder: string; seen: LeaseRow },
  ): Promise<number | undefined> {
    const token = options.seen.token + 1;
    const taken = await this.#database<Row>(TABLE)
      .where({
        cluster,
        token: options.seen.token,
        renewals: options.seen.renewals,
      })
      .update({ holder: options.holder, token });
    return taken === 1 ? token : undefined;
  }

  /** Shows that the holder lives. False when it no longer is the holder. */
  async renew(
    cluster: string,
    options: { holder: string; token: number },
  ): Promise<boolean> {
    const renewed = await this.#database<Row>(TABLE)
      .where({ cluster, ...options })
      .increment('renewals', 1);
    return renewed === 1;
  }

  /** Lets another replica take it at once. */
  async release(
    cluster: string,
    options: { holder: string; token: number },
  ): Promise<void> {
    await this.#database<Row>(TABLE)
      .where({ cluster, ...options })
      .update({ holder: null })
      .increment('renewals', 1);
  }

  #find(cluster: string): Promise<Row | undefined> {
    return this.#database<Row>(TABLE).where({ cluster }).first();
  }
}
