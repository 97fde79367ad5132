import { Knex } from 'knex';

/** Removes what nobody asks for any more: old transitions, and what has not run for as long. */
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
    await database('transitions').where('at', '<', before).delete();
    await database('daily_answers')
      .where('day', '<', before.slice(0, 'yyyy-mm-dd'.length))
      .delete();
    await database.transaction(async tx => {
      const unused = tx('images').where('unused_since', '<', before);
      await tx('digest_checks')
        .whereIn('image_id', unused.clone().select('id'))
        .delete();
      await unused.clone().delete();
      await tx('findings')
        .whereNotIn('digest', tx('images').select('digest'))
        .delete();
      await tx('commits')
        .whereNotIn(
          'sha',
          tx('images').whereNotNull('source_commit').select('source_commit'),
        )
        .where('ask_at', '<', now().toISOString())
        .delete();
      await tx('report_contents')
        .whereNotIn('content', tx('reports').select('content'))
        .delete();
    });
  }
}
