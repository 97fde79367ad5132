// @ts-check

/**
 * @param {import('knex').Knex} knex
 * @returns {Promise<void>}
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('daily_answers', table => {
    table.comment('How much ran by answer at the end of each day, in UTC');
    table.text('day').notNullable();
    table
      .text('entity_ref')
      .notNullable()
      .comment('Empty for what is nobody’s, * for everything together');
    table.integer('fail').notNullable();
    table.integer('unknown').notNullable();
    table.integer('excepted').notNullable();
    table.integer('pass').notNullable();
    table.primary(['entity_ref', 'day']);
    table.index(['day'], 'daily_answers_day_idx');
  });

  await knex.schema.alterTable('reports', table => {
    table
      .integer('recognised')
      .notNullable()
      .defaultTo(1)
      .comment('0: it found nothing, and proves no system or package');
    table.text('serial_number').nullable().comment('Of lists of packages');
  });

  // The worst first, and of those the longest.
  await knex.schema.alterTable('running', table => {
    table.dropIndex(['answer', 'id'], 'running_answer_idx');
    table.dropIndex(['owner', 'answer', 'id'], 'running_owner_idx');
    table.dropIndex(['system', 'answer', 'id'], 'running_system_idx');
    table.dropIndex(['environment', 'answer', 'id'], 'running_environment_idx');
    const order = ['answer', 'answer_since', 'id'];
    table.index(order, 'running_answer_idx');
    table.index(['owner', ...order], 'running_owner_idx');
    table.index(['system', ...order], 'running_system_idx');
    table.index(['environment', ...order], 'running_environment_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 * @returns {Promise<void>}
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('running', table => {
    const order = ['answer', 'answer_since', 'id'];
    table.dropIndex(order, 'running_answer_idx');
    table.dropIndex(['owner', ...order], 'running_owner_idx');
    table.dropIndex(['system', ...order], 'running_system_idx');
    table.dropIndex(['environment', ...order], 'running_environment_idx');
    table.index(['answer', 'id'], 'running_answer_idx');
    table.index(['owner', 'answer', 'id'], 'running_owner_idx');
    table.index(['system', 'answer', 'id'], 'running_system_idx');
    table.index(['environment', 'answer', 'id'], 'running_environment_idx');
  });
  await knex.schema.alterTable('reports', table =>
    table.dropColumns('recognised', 'serial_number'),
  );
  await knex.schema.dropTable('daily_answers');
};
