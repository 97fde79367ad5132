import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { countWrites } from './__testUtils__/countWrites';
import { dumpTables } from './__testUtils__/dumpTables';
import { FleetCluster, serveClusters } from './__testUtils__/FleetCluster';
import { GeneratedFleet } from './__testUtils__/GeneratedFleet';
import { migrate } from './database/migrate';

jest.setTimeout(180_000);

const fleet = new GeneratedFleet({ components: 300, digests: 50 });
const objects = (
  [
    'pods',
    'replicasets',
    'vulnerabilityreports',
    'exposedsecretreports',
  ] as const
).reduce((sum, kind) => sum + fleet.count(kind), 0);

/** Until it is so: for what other processes do. */
async function until(isSo: () => Promise<boolean>, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Not so after ${seconds} s`);
    await delay(20);
  }
}

async function count(database: Knex, table: string): Promise<number> {
  const [row] = await (database(table) as Knex.QueryBuilder).count({ n: '*' });
  return Number(row.n);
}

async function isListed(database: Knex): Promise<boolean> {
  // The process that watches makes the tables of the watch.
  if (!(await database.schema.hasTable('cluster_watch_objects'))) return false;
  const rows = await (
    database('cluster_watch_targets') as Knex.QueryBuilder
  ).select('state');
  return (
    rows.length === 6 &&
    rows.every(({ state }: { state: string }) => state === 'watching')
  );
}

describe('watching a fleet with real processes', () => {
  // A file or a server: processes share no database in memory.
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const ended: (() => Promise<void>)[] = [];

  async function startWatcher(database: Knex, clusters: object) {
    const { client, connection } = database.client.config;
    const child = fork(
      join(__dirname, '__testUtils__/watcherProcess.ts'),
      [JSON.stringify({ database: { client, connection }, clusters })],
      {
        execArgv: [
          '-r',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
      },
    );
    const kill = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    };
    ended.push(kill);
    return kill;
  }

  async function startCluster() {
    const cluster = new FleetCluster({ fleet, environment: 'prod' });
    const served = await serveClusters({ prod: cluster });
    ended.push(() => served.close());
    return { cluster, clusters: { prod: served.urlOf('prod') } };
  }

  async function initDatabase(id: TestDatabaseId) {
    const database = await databases.init(id);
    await migrate(database);
    return database;
  }

  afterEach(async () => {
    for (const end of ended.splice(0).reverse()) await end();
  });

  if (!databases.eachSupportedId().length) {
    it.todo('needs a PostgreSQL');
    return;
  }

  it.each(databases.eachSupportedId())(
    'comes to the tables of an undisturbed run after a kill in the first list, and writes nothing at a list without changes, %p',
    async id => {
      const { cluster, clusters } = await startCluster();
      const undisturbed = await initDatabase(id);
      await startWatcher(undisturbed, clusters);
      await until(() => isListed(undisturbed));
      expect(await count(undisturbed, 'cluster_watch_objects')).toBe(objects);

      const killed = await initDatabase(id);
      const kill = await startWatcher(killed, clusters);
      await until(
        async () =>
          (await killed.schema.hasTable('cluster_watch_objects')) &&
          (await count(killed, 'cluster_watch_objects')) > objects * 0.3,
      );
      await kill();
      expect(await isListed(killed)).toBe(false);
      await startWatcher(killed, clusters);
      await until(() => isListed(killed));
      expect(await dumpTables(killed)).toEqual(await dumpTables(undisturbed));

      const writes = await countWrites(killed);
      const before = cluster.listed;
      cluster.expire();
      // Both portals list everything again.
      await until(async () => cluster.listed === before + 2 * objects);
      await until(() => isListed(killed));
      expect(await writes.read()).toEqual({});

      cluster.change('pods', 0);
      await until(async () => Object.keys(await writes.read()).length > 0);
    },
  );

  it.each(databases.eachSupportedId())(
    'goes on in another replica within 30 seconds of a kill, with each deploy told once, %p',
    async id => {
      const { cluster, clusters } = await startCluster();
      const database = await initDatabase(id);
      const kill = await startWatcher(database, clusters);
      await until(() => isListed(database));
      await startWatcher(database, clusters);
      cluster.change('pods', 1);
      const deploysOf = async (index: number) =>
        (database('transitions') as Knex.QueryBuilder).where({
          question: 'deploy',
          workload_name: fleet.name(index),
          container: 'app',
        });
      await until(async () => (await deploysOf(1)).length === 2);
      expect(cluster.watched).toBe(6);

      await kill();
      const killedAt = Date.now();
      cluster.change('pods', 1);
      cluster.change('pods', 2);
      await until(async () => (await deploysOf(2)).length === 2, 40);
      expect(Date.now() - killedAt).toBeLessThan(30_000);
      await until(async () => (await deploysOf(1)).length === 3);
      const all = await count(database, 'transitions');
      const containers = await count(database, 'running');
      // The first of each container, and the three deploys.
      expect(all).toBe(containers + 3);
    },
  );
});
