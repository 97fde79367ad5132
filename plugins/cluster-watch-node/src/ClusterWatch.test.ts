import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { eventually } from './__testUtils__/eventually';
import { Notes } from './__testUtils__/Notes';
import { TestCluster } from './__testUtils__/TestCluster';
import { TestClock } from './__testUtils__/TestClock';
import { ClusterWatch } from './ClusterWatch';
import { Projection } from './projection/Projection';

jest.setTimeout(60_000);

describe('ClusterWatch', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  const clock = new TestClock();
  const started: ClusterWatch[] = [];
  let cluster: TestCluster;
  let database: Knex;

  const start = async (projections: Projection[], options: object = {}) => {
    const watch = await ClusterWatch.create({
      database,
      clusters: [cluster.toCluster()],
      projections,
      logger: mockServices.logger.mock(),
      clock,
      random: () => 0.5,
      ...options,
    });
    started.push(watch);
    await watch.start();
    return watch;
  };
  const stop = async () => {
    await Promise.all(started.splice(0).map(watch => watch.stop()));
  };
  const reaches = async (watch: ClusterWatch, state: string, kind = 'notes') =>
    eventually(async () => {
      const statuses = await watch.listStatus({ kind });
      expect(statuses.map(status => status.state)).toEqual([state]);
      return statuses[0];
    });
  const rowsAre = (notes: Notes, ...rows: string[]) =>
    eventually(async () => expect(await notes.rows()).toEqual(rows));

  beforeEach(async () => {
    cluster = await TestCluster.start();
  });
  afterEach(async () => {
    await stop();
    await cluster.close();
  });

  describe.each(databases.eachSupportedId())('on %p', id => {
    beforeEach(async () => {
      database = await databases.init(id);
    });

    it('has what there is, and then every change', async () => {
      await cluster.put('a', '1');
      await cluster.put('b', '1');
      const notes = await Notes.create(database);

      const watch = await start([notes]);
      await rowsAre(notes, 'a=1', 'b=1');
      const status = await reaches(watch, 'watching');
      expect(status).toMatchObject({
        cluster: 'test',
        kind: 'notes',
        apiVersion: 'v1',
        since: clock.now(),
        listedAt: clock.now(),
        confirmedAt: clock.now(),
        cause: undefined,
        rejected: 0,
      });

      await cluster.put('c', '1');
      await cluster.put('a', '2');
      await cluster.remove('b');
      await rowsAre(notes, 'a=2', 'c=1');
    });
  });
});
