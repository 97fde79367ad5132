// @ts-check

/**
 * @param {import('knex').Knex} knex
 * @returns {Promise<void>}
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('reports', table => {
    table
      .integer('recognised')
      .notNullable()
      .defaultTo(1)
      .comment('0: it found nothing, and proves no system or package');
    table.text('serial_number').nullable().comment('Of lists of packages');
  });
};

/**
 * @param {import('knex').Knex} knex
 * @returns {Promise<void>}
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('reports', table =>
    table.dropColumns('recognised', 'serial_number'),
  );
};
