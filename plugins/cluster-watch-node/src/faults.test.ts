import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { eventually } from './__testUtils__/eventually';
import { Notes } from './__testUtils__/Notes';
import { READER, TestCluster } from './__testUtils__/TestCluster';
import { TestClock } from './__testUtils__/TestClock';
import { ClusterWatch } from './ClusterWatch';
import { WatchedKind } from './projection/WatchedKind';
import { WatchStatus } from './status/WatchStatus';

jest.setTimeout(60_000);

const CONFIG_MAPS = '/api/v1/configmaps';
const WIDGETS = '/apis/example.dev/v1/widgets';
const DEFINITION =
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.dev';

const widgets: Partial<WatchedKind> = {
  group: 'example.dev',
  versions: ['v2', 'v1'],
  plural: 'widgets',
  fieldSelector: undefined,
};

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.dev' },
  spec: {
    group: 'example.dev',
    scope: 'Namespaced',
    names: { plural: 'widgets', singular: 'widget', kind: 'Widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      },
    ],
  },
};

const widget = {
  apiVersion: 'example.dev/v1',
  kind: 'Widget',
  metadata: { name: 'w' },
  data: { text: '1' },
};

/** What the README's table of faults says, each row of it. */
describe('faults', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let clock: TestClock;
  let cluster: TestCluster;
  let database: Knex;
  let notes: Notes;
  let watch: ClusterWatch;

  const start = async (kind: Partial<WatchedKind> = {}) => {
    notes = await Notes.create(database, { kind });
    watch = await ClusterWatch.create({
      database,
      clusters: [cluster.toCluster()],
      projections: [notes],
      logger: mockServices.logger.mock(),
      clock,
      random: () => 0.5,
    });
    await watch.start();
  };
  const isNow = async (expected: Partial<WatchStatus>) => {
    const [status] = await watch.listStatus();
    expect(status).toMatchObject(expected);
    return status;
  };
  const reaches = (expected: Partial<WatchStatus>) =>
    eventually(() => isNow(expected));
  const rowsAre = (...rows: string[]) =>
    eventually(async () => expect(await notes.rows()).toEqual(rows));
  /** Waits until the watch waits for `milliseconds`, and lets them pass. */
  const pass = async (milliseconds: number) => {
    await eventually(() => expect(clock.waits).toContain(milliseconds));
    clock.advance(milliseconds);
  };

  /** Lets time pass until `check` no longer throws. */
  const passUntil = (check: () => Promise<unknown>) =>
    eventually(async () => {
      clock.advance(1_000);
      await check();
    });

  beforeEach(async () => {
    clock = new TestClock();
    cluster = await TestCluster.start();
    database = await databases.init('SQLITE_3');
    await cluster.put('a', '1');
  });
  afterEach(async () => {
    await watch.stop();
    await cluster.close();
  });

  it('cluster that is down: keeps the rows, and catches up when it is back', async () => {
    await start();
    const { confirmedAt } = await reaches({ state: 'watching' });
    cluster.faults.add({ id: 'down', kind: 'down' });
    cluster.faults.dropStreams();

    await passUntil(() => isNow({ state: 'unreachable', confirmedAt }));
    expect(await notes.rows()).toEqual(['a=1']);

    cluster.faults.clear();
    await cluster.put('b', '1');
    await passUntil(async () =>
      expect(await notes.rows()).toEqual(['a=1', 'b=1']),
    );
    await reaches({ state: 'watching', cause: undefined });
  });

  it('watch that is dropped: goes on within a second, without a list', async () => {
    await start();
    await reaches({ state: 'watching' });
    await eventually(async () => {
      await cluster.put('b', String(cluster.relay.requests.length));
      expect(await notes.rows()).toHaveLength(2);
    });
    cluster.relay.takeRequests();
    cluster.faults.dropStreams();
    await cluster.put('c', '1');
    await pass(1_000);

    await eventually(async () => expect(await notes.rows()).toHaveLength(3));
    await reaches({ state: 'watching', cause: undefined });
    expect(cluster.relay.takeRequests().join()).not.toContain('limit=');
  });

  it('stream that says nothing any more: is given up and begun again', async () => {
    let silent = 0;
    cluster.relay.intervene = (url, res) => {
      if (!url.searchParams.has('watch') || silent === 2) return false;
      silent += 1;
      res.writeHead(200, { 'content-type': 'application/json' });
      res.flushHeaders();
      return true;
    };
    await start();
    await reaches({ state: 'watching' });
    cluster.relay.takeRequests();
    await cluster.put('b', '1');

    await pass(120_000);
    await pass(1_000);
    await eventually(() => expect(silent).toBe(2));
    expect(cluster.relay.takeRequests().join()).not.toContain('limit=');
    await pass(120_000);
    await pass(1_000);

    // Silence is also what a position of the future gets: after the second time it is not believed.
    await rowsAre('a=1', 'b=1');
    expect(cluster.relay.takeRequests().join()).toContain('limit=');
  });

  it('cluster that accepts and does not answer: unreachable after a minute', async () => {
    cluster.relay.intervene = () => true;
    await start();

    await pass(60_000);

    await reaches({
      state: 'unreachable',
      cause: { code: 'unreachable', message: 'said nothing for 60 s' },
      listedAt: undefined,
    });
  });

  it('401: says so, and uses a new token as soon as there is one', async () => {
    cluster.token = 'rotated-away';
    await start();
    await reaches({
      state: 'unauthenticated',
      cause: { code: 'unauthenticated', message: '401: Unauthorized' },
    });

    cluster.token = 'token-of-the-administrator';
    await pass(1_000);

    await rowsAre('a=1');
    await reaches({ state: 'watching', cause: undefined });
  });

  it('403 on a kind: says so, and reads it once it may', async () => {
    cluster.token = READER;
    await start();
    await reaches({
      state: 'denied',
      cause: {
        code: 'denied',
        message: expect.stringContaining(
          'User "reader" cannot list resource "configmaps"',
        ),
      },
    });

    cluster.token = 'token-of-the-administrator';
    await pass(15_000);

    await rowsAre('a=1');
  });

  it('403 on a namespace: reads the others', async () => {
    await cluster.apply(
      '/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings/reader',
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'reader' },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'view',
        },
        subjects: [
          {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'User',
            name: 'reader',
          },
        ],
      },
    );
    cluster.token = READER;
    await start({ namespaces: ['default', 'kube-public'] });

    await rowsAre('a=1');
    await eventually(async () =>
      expect(await watch.listStatus()).toMatchObject([
        { namespace: 'default', state: 'watching' },
        { namespace: 'kube-public', state: 'denied' },
      ]),
    );
  });

  it('403 on the watch alone: lists again now and then', async () => {
    cluster.relay.intervene = (url, res) => {
      if (!url.searchParams.has('watch')) return false;
      res.writeHead(403, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ kind: 'Status', message: 'no watch' }));
      return true;
    };
    await start();
    await reaches({
      state: 'denied',
      cause: { code: 'denied', message: '403: no watch' },
      listedAt: clock.now(),
    });

    await cluster.put('b', '1');
    await pass(15_000);

    await rowsAre('a=1', 'b=1');
  });

  it('kind that is not installed: says so, and is picked up when it is', async () => {
    await start(widgets);
    await reaches({ state: 'not-installed', cause: undefined });

    await cluster.apply(DEFINITION, definition);
    await eventually(() =>
      cluster.apply(
        '/apis/example.dev/v1/namespaces/default/widgets/w',
        widget,
      ),
    );
    await pass(45_000);

    await rowsAre('w=1');
    await reaches({ state: 'watching', apiVersion: 'v1' });

    await cluster.call('DELETE', DEFINITION);
    await eventually(async () => {
      const answer = await fetch(`${cluster.relay.url}${WIDGETS}`, {
        headers: { authorization: `Bearer ${cluster.token}` },
      });
      expect(answer.status).toBe(404);
    });
    cluster.faults.dropStreams();
    await passUntil(() => isNow({ state: 'not-installed' }));
    expect(await notes.rows()).toEqual([]);
  });

  it('address that is no Kubernetes API: nothing is known, so nothing is removed', async () => {
    await cluster.apply(DEFINITION, definition);
    await eventually(() =>
      cluster.apply(
        '/apis/example.dev/v1/namespaces/default/widgets/w',
        widget,
      ),
    );
    await start(widgets);
    await rowsAre('w=1');
    await reaches({ state: 'watching' });

    cluster.relay.intervene = (_, res) => {
      res.writeHead(404).end('no such site');
      return true;
    };
    cluster.faults.dropStreams();

    // Twice: what was done after the first time is over by then.
    const lists = () =>
      cluster.relay.requests.filter(path => path === '/apis').length;
    await passUntil(async () => expect(lists()).toBeGreaterThan(1));
    expect(
      await isNow({
        state: 'failing',
        cause: { code: 'not-found', message: '404: no such site' },
      }),
    ).toBeDefined();
    expect(await notes.rows()).toEqual(['w=1']);
  });

  it('429: waits as long as it was told to', async () => {
    cluster.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: 20,
      path: CONFIG_MAPS,
      times: 1,
    });
    await start();
    await reaches({ state: 'throttled' });

    await pass(20_000);

    await rowsAre('a=1');
  });

  it('500: waits longer each time', async () => {
    cluster.faults.add({
      kind: 'status',
      status: 500,
      path: CONFIG_MAPS,
      times: 3,
    });
    await start();
    await reaches({ state: 'failing', cause: expect.anything() });

    for (const wait of [1_000, 2_000, 4_000]) await pass(wait);

    await rowsAre('a=1');
    await reaches({ state: 'watching', cause: undefined });
  });

  it('slow cluster: nothing but late', async () => {
    cluster.faults.add({ kind: 'slow', delayMs: 50 });
    await start();

    await rowsAre('a=1');
  });

  it('nonsense in a watch: what came before it counts, and the watch begins again after it', async () => {
    let broken = 0;
    cluster.relay.intervene = (url, res) => {
      if (!url.searchParams.has('watch') || broken) return false;
      broken += 1;
      const object = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'b',
          namespace: 'default',
          uid: 'b',
          resourceVersion: url.searchParams.get('resourceVersion'),
        },
        data: { text: '1' },
      };
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(`${JSON.stringify({ type: 'ADDED', object })}\n{"type":"ADD\n`);
      return true;
    };
    await start();

    await reaches({
      state: 'failing',
      cause: { code: 'failing', message: 'watch of configmaps: is not JSON' },
    });
    await rowsAre('a=1', 'b=1');
    await cluster.put('c', '1');
    await pass(1_000);

    await rowsAre('a=1', 'b=1', 'c=1');
  });

  it('error in the middle of a watch: goes on after it', async () => {
    let failed = 0;
    cluster.relay.intervene = (url, res) => {
      if (!url.searchParams.has('watch') || failed) return false;
      failed += 1;
      const object = { kind: 'Status', code: 500, message: 'etcd is away' };
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
      return true;
    };
    await start();
    await reaches({
      state: 'failing',
      cause: { code: 'failing', message: '500: etcd is away' },
    });

    await pass(1_000);

    await reaches({ state: 'watching', cause: undefined });
  });

  it('list that is none: says which field is wrong', async () => {
    cluster.relay.intervene = (url, res) => {
      if (url.pathname !== CONFIG_MAPS) return false;
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(
        JSON.stringify({
          kind: 'ConfigMapList',
          apiVersion: 'v1',
          metadata: {},
          items: [{ metadata: { name: 'a/b', uid: 'x' } }],
        }),
      );
      return true;
    };
    await start();

    await reaches({
      state: 'failing',
      cause: {
        code: 'failing',
        message: 'list of configmaps: items.0.metadata.name: Invalid',
      },
      listedAt: undefined,
    });
  });

  it('page that is too large: asks for less at once', async () => {
    const limits: string[] = [];
    cluster.relay.intervene = async (url, res) => {
      const limit = url.searchParams.get('limit');
      if (limit === null) return false;
      limits.push(limit);
      if (Number(limit) < 7) return false;
      res.writeHead(200, { 'content-type': 'application/json' });
      const piece = Buffer.alloc(8 * 1024 * 1024, ' ');
      for (let n = 0; n < 9 && !res.destroyed; n += 1) res.write(piece);
      res.end();
      return true;
    };
    await start();

    await rowsAre('a=1');
    expect(limits.slice(0, 2)).toEqual(['25', '6']);
  });
});
