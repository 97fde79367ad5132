import { Knex } from 'knex';

/** Removes what nobody asks for any more: old transitions, and workloads that have not run for as long. */
export class RetentionTask {
  readonly #options: { database: Knex; retentionMs: number; now: () => Date };

  constructor(options: {
    database: Knex;
    retentionMs: number;
    now: () => Date;
  }) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { database, retentionMs, now } = this.#options;
    const before = new Date(now().getTime() - retentionMs).toISOString();
    await database('result_transitions').where('at', '<', before).delete();
    await database('workloads').where('gone_since', '<', before).delete();
  }
}
