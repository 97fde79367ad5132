import { Knex } from 'knex';

const operations = ['insert', 'update', 'delete'] as const;
/** Where a watch has come to, who watches, which tasks ran and each day's figures are written whatever a cluster says. */
const notCounted =
  /^(knex_|sqlite_|row_writes|backstage_backend_|daily_answers|cluster_watch_(leases|targets|migrations))/;

/**
 * Counts each row that is written from now on, in the database itself: whoever
 * writes it, and however.
 *
 * @returns rows by table and operation; what was not written is not among them
 */
export async function countWrites(knex: Knex): Promise<{
  read(): Promise<Record<string, number>>;
  /** What is written from then on costs what it costs without. */
  stop(): Promise<void>;
}> {
  const triggers: { name: string; table: string }[] = [];
  const isPostgres = String(knex.client.config.client).includes('pg');
  await knex.schema.createTable('row_writes', table => {
    table.text('what').notNullable();
  });
  if (isPostgres) {
    await knex.raw(`create function count_row_write() returns trigger as $$
      begin
        insert into row_writes values (tg_table_name || ' ' || lower(tg_op));
        return null;
      end $$ language plpgsql`);
  }
  for (const table of await listTables(knex, isPostgres)) {
    if (notCounted.test(table)) continue;
    for (const operation of operations) {
      const does = isPostgres
        ? 'for each row execute function count_row_write()'
        : `begin insert into row_writes values ('${table} ${operation}'); end`;
      const name = `count_${table}_${operation}`;
      triggers.push({ name, table });
      await knex.raw(
        `create trigger "${name}" after ${operation} on "${table}" ${does}`,
      );
    }
  }
  return {
    read: async () => {
      const rows: { what: string; count: number | string }[] = await (
        knex('row_writes') as Knex.QueryBuilder
      )
        .select('what')
        .count({ count: '*' })
        .groupBy('what')
        .orderBy('what');
      return Object.fromEntries(
        rows.map(({ what, count }) => [what, Number(count)]),
      );
    },
    stop: async () => {
      for (const { name, table } of triggers) {
        await knex.raw(
          `drop trigger "${name}"${isPostgres ? ` on "${table}"` : ''}`,
        );
      }
    },
  };
}

async function listTables(knex: Knex, isPostgres: boolean): Promise<string[]> {
  const rows: { name: string }[] = isPostgres
    ? await knex('pg_tables')
        .where('schemaname', knex.raw('current_schema()'))
        .select({ name: 'tablename' })
    : await knex('sqlite_master').where({ type: 'table' }).select('name');
  return rows.map(({ name }) => name);
}
