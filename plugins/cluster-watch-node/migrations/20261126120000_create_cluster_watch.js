// @ts-check

/**
 * @param {import('knex').Knex} knex
 * @returns {Promise<void>}
 */
exports.up = async function up(knex) {
  // Ranges of keys are compared as the API server sorts them, byte by byte,
  // which a database's own language may not do. SQLite does.
  const bytewise = knex.client.config.client.includes('pg')
    ? 'text collate "C"'
    : 'text';

  await knex.schema.createTable('cluster_watch_leases', table => {
    table.comment('Which replica watches which cluster');
    table.text('cluster').primary().notNullable();
    table
      .text('holder')
      .nullable()
      .comment('The replica that holds the lease; null once it was released');
    table
      .bigInteger('token')
      .notNullable()
      .comment('Grows with every change of the holder; checked by every write');
    table
      .bigInteger('renewals')
      .notNullable()
      .comment('Grows while the holder lives; others watch it stand still');
  });

  await knex.schema.createTable('cluster_watch_targets', table => {
    table.comment(
      'What is watched, one row per cluster, kind and namespace: where the watch is, and how fresh',
    );
    table.increments('id');
    table.text('cluster').notNullable();
    table.text('kind').notNullable().comment('The id that the projection gave');
    table.text('namespace').notNullable().comment('Empty: all namespaces');
    table
      .text('fingerprint')
      .notNullable()
      .comment('Hash of the declaration; another one starts with a new list');
    table.text('api_version').nullable();
    table
      .text('resource_version')
      .nullable()
      .comment('Where the watch goes on; null before the first full list');
    table.text('state').notNullable();
    table.timestamp('state_since', { useTz: true }).notNullable();
    table.text('cause_code').nullable();
    table.text('cause_message').nullable();
    table
      .timestamp('listed_at', { useTz: true })
      .nullable()
      .comment('End of the last full list; null: rows are not complete');
    table
      .timestamp('confirmed_at', { useTz: true })
      .nullable()
      .comment('When the cluster last said that the rows are up to date');
    table.timestamp('last_event_at', { useTz: true }).nullable();
    table.unique(['cluster', 'kind', 'namespace'], {
      indexName: 'cluster_watch_targets_unique',
    });
  });

  await knex.schema.createTable('cluster_watch_objects', table => {
    table.comment(
      'What the projections were last told of each object, so that only changes are written',
    );
    table.integer('target_id').notNullable();
    table
      .specificType('key', bytewise)
      .notNullable()
      .comment('namespace/name, or name');
    table.text('uid').notNullable();
    table.text('hash').notNullable().comment('Of what was projected');
    table
      .text('rejection')
      .nullable()
      .comment('Why the object could not be projected');
    table.primary(['target_id', 'key']);
    table.index(['target_id'], 'cluster_watch_objects_rejected_idx', {
      predicate: knex.whereNotNull('rejection'),
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 * @returns {Promise<void>}
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cluster_watch_objects');
  await knex.schema.dropTable('cluster_watch_targets');
  await knex.schema.dropTable('cluster_watch_leases');
};
