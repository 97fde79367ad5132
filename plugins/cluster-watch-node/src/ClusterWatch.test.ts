import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { ServerResponse } from 'node:http';
import { eventually } from './__testUtils__/eventually';
import { Notes } from './__testUtils__/Notes';
import { TestCluster } from './__testUtils__/TestCluster';
import { TestClock } from './__testUtils__/TestClock';
import { ClusterWatch } from './ClusterWatch';
import { Projection } from './projection/Projection';

jest.setTimeout(60_000);

const isWatch = (path: string) => path.includes('watch=true');

function answer(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}

/** The token that a real API server sends along when one expired: from the same key, at whatever is now. */
function youngerToken(token: string): string {
  const content = JSON.parse(Buffer.from(token, 'base64url').toString());
  const younger = JSON.stringify({ ...content, rv: -1 });
  return Buffer.from(younger).toString('base64url');
}

async function tokenOf(database: Knex): Promise<number> {
  const { token } = await database('cluster_watch_leases').first('token');
  return Number(token);
}

/** What a moved clock set going has come to its next wait. */
async function settled(clock: TestClock): Promise<void> {
  await eventually(() => expect(clock.waits).toContain(5_000));
}

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

    it('goes on where it stopped, after a restart', async () => {
      await cluster.put('a', '1');
      const notes = await Notes.create(database);
      await reaches(await start([notes]), 'watching');
      await stop();
      notes.takeWrites();
      cluster.relay.takeRequests();

      await cluster.put('b', '1');
      await start([notes]);

      await rowsAre(notes, 'a=1', 'b=1');
      expect(notes.takeWrites()).toEqual(['+b']);
      const requests = cluster.relay.takeRequests();
      expect(requests.every(path => path.includes('watch=true'))).toBe(true);
    });

    it('lists again when the cluster forgot the position, and removes what vanished meanwhile', async () => {
      for (const name of ['a', 'b', 'c']) await cluster.put(name, '1');
      const notes = await Notes.create(database);
      const watch = await start([notes]);
      await reaches(watch, 'watching');
      await stop();
      notes.takeWrites();

      await cluster.put('b', '2');
      await cluster.remove('c');
      await cluster.put('d', '1');
      await database('cluster_watch_targets').update({ resource_version: '1' });
      await start([notes]);

      await rowsAre(notes, 'a=1', 'b=2', 'd=1');
      expect(notes.takeWrites().sort()).toEqual(['+b', '+d', '-c']);
    });

    it('writes no row when everything is listed again and nothing changed', async () => {
      for (let n = 0; n < 60; n += 1) await cluster.put(`note-${n}`, '1');
      await cluster.put('odd', 'nonsense');
      const notes = await Notes.create(database);
      const watch = await start([notes]);
      await reaches(watch, 'watching');
      await stop();
      notes.takeWrites();
      await database('cluster_watch_targets').update({
        resource_version: null,
        listed_at: null,
      });
      const written: string[] = [];
      database.on('query', ({ sql }: { sql: string }) => {
        if (
          /^(insert|update|delete)/.test(sql) &&
          /cluster_watch_objects|notes/.test(sql)
        ) {
          written.push(sql);
        }
      });

      const again = await start([notes]);
      await eventually(async () =>
        expect((await again.listStatus())[0].listedAt).toBeDefined(),
      );

      expect(written).toEqual([]);
      expect(notes.takeWrites()).toEqual([]);
      expect(await notes.rows()).toHaveLength(60);
    });

    it('writes nothing for an object that changed in what does not matter', async () => {
      await cluster.put('a', '1');
      const notes = await Notes.create(database);
      await reaches(await start([notes]), 'watching');
      notes.takeWrites();

      await cluster.put('a', '1', { labels: { unimportant: 'yes' } });
      await cluster.put('b', '1');

      await rowsAre(notes, 'a=1', 'b=1');
      expect(notes.takeWrites()).toEqual(['+b']);
    });

    it('reads many objects page by page', async () => {
      for (let n = 0; n < 60; n += 1) await cluster.put(`note-${n}`, '1');
      const notes = await Notes.create(database);

      await reaches(await start([notes]), 'watching');

      expect(await notes.rows()).toHaveLength(60);
      expect(
        cluster.relay
          .takeRequests()
          .filter(path => path.includes('limit='))
          .map(path => /limit=\d+/.exec(path)?.[0]),
      ).toEqual(['limit=25', 'limit=200']);
    });

    it('goes on with a list whose token expired, and misses nothing', async () => {
      for (let n = 10; n < 70; n += 1) await cluster.put(`note-${n}`, '1');
      cluster.relay.intervene = async (url, res) => {
        const token = url.searchParams.get('continue');
        if (!token) return false;
        cluster.relay.intervene = () => false;
        // Between the pages: on the first page, on the second one, on both.
        await cluster.remove('note-10');
        await cluster.remove('note-69');
        await cluster.put('note-11', '2');
        await cluster.put('note-68', '2');
        await cluster.put('note-99', '1');
        answer(res, 410, {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: { continue: youngerToken(token) },
          status: 'Failure',
          message: 'The provided continue parameter is too old',
          reason: 'Expired',
          code: 410,
        });
        return true;
      };
      const notes = await Notes.create(database);

      await start([notes]);

      await eventually(async () => {
        const rows = await notes.rows();
        expect(rows).toHaveLength(59);
        expect(rows[0]).toBe('note-11=2');
        expect(rows.slice(-3)).toEqual(['note-67=1', 'note-68=2', 'note-99=1']);
      });
    });

    it('starts a list anew when its token expired and there is no other', async () => {
      for (let n = 10; n < 70; n += 1) await cluster.put(`note-${n}`, '1');
      let refused = 0;
      cluster.relay.intervene = async (url, res) => {
        if (!url.searchParams.get('continue') || refused) return false;
        refused += 1;
        answer(res, 410, { kind: 'Status', code: 410, message: 'too old' });
        return true;
      };
      const notes = await Notes.create(database);

      await reaches(await start([notes]), 'watching');

      expect(refused).toBe(1);
      expect(await notes.rows()).toHaveLength(60);
    });

    it('reads pages that come in no order to the end before it removes anything', async () => {
      const notes = await Notes.create(database);
      await cluster.put('gone', '1');
      await reaches(await start([notes]), 'watching');
      await stop();
      await cluster.remove('gone');
      await database('cluster_watch_targets').update({
        resource_version: null,
      });
      notes.takeWrites();
      const page = (names: string[], token?: string) => ({
        kind: 'ConfigMapList',
        apiVersion: 'v1',
        metadata: { resourceVersion: '1', continue: token },
        items: names.map(name => ({
          metadata: { name, namespace: 'default', uid: name },
          data: { text: '1' },
        })),
      });
      cluster.relay.intervene = async (url, res) => {
        if (!url.searchParams.has('limit')) return false;
        const second = url.searchParams.get('continue');
        answer(res, 200, second ? page(['a', 'd']) : page(['b', 'c'], 'next'));
        return true;
      };

      await start([notes]);

      await rowsAre(notes, 'a=1', 'b=1', 'c=1', 'd=1');
      expect(notes.takeWrites()).toEqual(['+b', '+c', '+a', '+d', '-gone']);
    });

    it('keeps what cannot be projected out, and says how much that is', async () => {
      await cluster.put('a', 'nonsense');
      await cluster.put('b', '1');
      const notes = await Notes.create(database);
      const watch = await start([notes]);
      await rowsAre(notes, 'b=1');
      expect(await reaches(watch, 'watching')).toMatchObject({ rejected: 1 });

      await cluster.put('b', 'nonsense');
      await cluster.put('a', '1');

      await rowsAre(notes, 'a=1');
      expect((await watch.listStatus())[0].rejected).toBe(1);
    });

    it('tells of an object that was made anew under its name', async () => {
      await cluster.put('a', '1');
      const notes = await Notes.create(database);
      await reaches(await start([notes]), 'watching');
      notes.takeWrites();

      await cluster.remove('a');
      await cluster.put('a', '1');

      await eventually(() => expect(notes.writes).toEqual(['-a', '+a']));
      expect(await notes.rows()).toEqual(['a=1']);
    });

    it('writes everything anew for another revision, and reads it anew for another selection', async () => {
      await cluster.put('a', '1', { labels: { kept: 'yes' } });
      await cluster.put('b', '1');
      const first = await Notes.create(database);
      await reaches(await start([first]), 'watching');
      await stop();

      const second = await Notes.create(database, { revision: 2 });
      await start([second]);
      await eventually(() => expect(second.writes).toEqual(['+a', '+b']));
      await stop();

      const third = await Notes.create(database, {
        revision: 2,
        kind: { labelSelector: 'kept=yes' },
      });
      await start([third]);
      await eventually(() => expect(third.writes).toEqual(['-b']));
    });

    it('takes its position back when its rows could not be written', async () => {
      const notes = await Notes.create(database);
      const watch = await start([notes]);
      await reaches(watch, 'watching');

      notes.refusal = new Error('the disk is full');
      await cluster.put('a', '1');
      expect(await reaches(watch, 'failing')).toMatchObject({
        cause: { code: 'sink', message: 'the disk is full' },
      });
      expect(await notes.rows()).toEqual([]);

      clock.advance(2_000);
      await rowsAre(notes, 'a=1');
      expect(await reaches(watch, 'watching')).toMatchObject({
        cause: undefined,
      });
    });

    it('removes the rows of namespaces and clusters that are no longer configured', async () => {
      await cluster.apply('/api/v1/namespaces/shop', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'shop' },
      });
      await cluster.put('a', '1');
      await cluster.put('b', '1', { namespace: 'shop' });
      const both = await Notes.create(database, {
        kind: { namespaces: ['default', 'shop'] },
      });
      await start([both]);
      await rowsAre(both, 'a=1', 'b=1');
      await stop();

      const one = await Notes.create(database, {
        kind: { namespaces: ['shop'] },
      });
      await start([one]);
      await rowsAre(one, 'b=1');
      await stop();

      const none = await start([one], { clusters: [] });
      await rowsAre(one);
      await eventually(async () => expect(await none.listStatus()).toEqual([]));
    });

    it('lets one replica watch, and another one go on when it is stopped', async () => {
      const notes = await Notes.create(database);
      const first = await start([notes]);
      await reaches(first, 'watching');
      const second = await start([await Notes.create(database)]);
      cluster.relay.takeRequests();

      await cluster.put('a', '1');
      await rowsAre(notes, 'a=1');
      expect(cluster.relay.takeRequests()).toEqual([]);

      await first.stop();
      await cluster.put('b', '1');
      clock.advance(5_000);
      await rowsAre(notes, 'a=1', 'b=1');
      expect(await second.listStatus()).toHaveLength(1);
    });

    it('takes over from a replica that died, which can then write no more', async () => {
      const deadClock = new TestClock();
      const notes = await Notes.create(database);
      const dead = await start([notes], { clock: deadClock });
      await reaches(dead, 'watching');
      const heir = await Notes.create(database);
      await start([heir]);
      await cluster.put('a', '1');
      await rowsAre(notes, 'a=1');

      // Its clock stands still: it renews nothing, though it still watches.
      let seconds = 0;
      while ((await tokenOf(database)) === 1 && seconds < 60) {
        clock.advance(1_000);
        seconds += 1;
        await settled(clock);
      }
      expect(seconds).toBeLessThanOrEqual(30);
      await eventually(() =>
        expect(cluster.relay.requests.filter(isWatch)).toHaveLength(2),
      );
      notes.takeWrites();
      await cluster.put('b', '1');

      await rowsAre(notes, 'a=1', 'b=1');
      expect(heir.takeWrites()).toEqual(['+b']);
      expect(await notes.rows()).toEqual(['a=1', 'b=1']);
    });
  });
});
