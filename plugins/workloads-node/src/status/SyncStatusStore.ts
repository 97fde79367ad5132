import { Knex } from 'knex';
import type { SourceFreshness } from './SourceFreshness';
import '../tables';

/** How fresh what is read from elsewhere than clusters is; whichever replica reads. */
export class SyncStatusStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async list(): Promise<SourceFreshness[]> {
    const rows = await this.#database('sync_status').orderBy('source');
    return rows.map(({ source, state, as_of, cause }) => ({
      kind: source,
      state: state as SourceFreshness['state'],
      ...(as_of ? { asOf: as_of } : {}),
      ...(cause ? { cause } : {}),
    }));
  }

  async succeed(source: string, now: Date): Promise<void> {
    await this.#database('sync_status')
      .insert({
        source,
        state: 'current',
        as_of: now.toISOString(),
        cause: null,
      })
      .onConflict('source')
      .merge();
  }

  async fail(source: string, cause: string): Promise<void> {
    await this.#database('sync_status')
      .insert({ source, state: 'unreachable', cause: cause.slice(0, 500) })
      .onConflict('source')
      .merge();
  }

  /** What something was made with the last time. */
  async fingerprintOf(source: string): Promise<string | undefined> {
    const row = await this.#database('sync_status').where({ source }).first();
    return row?.fingerprint ?? undefined;
  }

  async setFingerprint(
    source: string,
    fingerprint: string,
    now: Date,
  ): Promise<void> {
    await this.#database('sync_status')
      .insert({
        source,
        state: 'current',
        as_of: now.toISOString(),
        cause: null,
        fingerprint,
      })
      .onConflict('source')
      .merge();
  }
}
