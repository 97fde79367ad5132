import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Makes this package's tables in a plugin's database, beside the plugin's own and with a record of migrations of their own. */
export async function migrate(database: Knex): Promise<void> {
  await database.migrate.latest({
    directory: resolvePackagePath(
      '@portolan/plugin-cluster-watch-node',
      'migrations',
    ),
    tableName: 'cluster_watch_migrations',
  });
}
