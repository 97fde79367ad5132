import { IncomingMessage, ServerResponse } from 'node:http';
import { listen, Listener } from '../http/listen';
import { eventually } from '../testing/eventually';
import { Informer } from './Informer';
import { KubernetesClient } from './KubernetesClient';

/** An API server for one kind, which does exactly what a test tells it to. */
class ScriptedServer {
  listener!: Listener;
  items: object[] = [];
  resourceVersion = '10';
  readonly watches: Array<{ from: string; res: ServerResponse }> = [];

  async start(): Promise<this> {
    this.listener = await listen((req, res) => this.#answer(req, res));
    return this;
  }

  send(type: string, object: object): void {
    this.watches.at(-1)!.res.write(`${JSON.stringify({ type, object })}\n`);
  }

  #answer(req: IncomingMessage, res: ServerResponse): void {
    const { searchParams } = new URL(req.url!, this.listener.url);
    res.setHeader('content-type', 'application/json');
    if (searchParams.has('watch')) {
      const from = searchParams.get('resourceVersion')!;
      this.watches.push({ from, res });
      res.flushHeaders();
      return;
    }
    const metadata = { resourceVersion: this.resourceVersion };
    res.end(JSON.stringify({ metadata, items: this.items }));
  }
}

const item = (name: string, resourceVersion: string, value = '') => ({
  metadata: { name, namespace: 'shop', uid: `uid of ${name}`, resourceVersion },
  data: { value },
});

describe('Informer', () => {
  let server: ScriptedServer;
  let informer: Informer;
  let changes: string[];

  beforeEach(async () => {
    server = await new ScriptedServer().start();
    server.items = [item('a', '3'), item('b', '7')];
    changes = [];
    informer = new Informer({
      client: new KubernetesClient({ url: server.listener.url, token: 't' }),
      path: '/api/v1/configmaps',
      apiVersion: 'v1',
      kind: 'ConfigMap',
      onChange: ({ before, after }) => {
        const [sign] = [before && after && '~', after && '+', '-'].filter(
          Boolean,
        );
        changes.push(`${sign}${(after ?? before)!.metadata.name}`);
      },
    }).start();
    await informer.synced;
    await eventually(
      async () => server.watches.length,
      count => count === 1,
    );
  });

  afterEach(async () => {
    await informer.stop();
    await server.listener.close();
  });

  const untilWatches = (wanted: number) =>
    eventually(
      async () => server.watches.length,
      count => count === wanted,
    );
  const untilChanges = (count: number) =>
    eventually(
      async () => changes,
      seen => seen.length === count,
    );

  it('lists, then follows', async () => {
    expect(server.watches[0].from).toBe('10');

    server.send('MODIFIED', item('a', '11', 'new'));
    server.send('DELETED', item('b', '12'));
    server.send('ADDED', item('c', '13'));

    expect(await untilChanges(5)).toEqual(['+a', '+b', '~a', '-b', '+c']);
  });

  it('resumes a watch that ended where it was', async () => {
    server.send('MODIFIED', item('a', '11'));
    server.send('BOOKMARK', { metadata: { resourceVersion: '20' } });
    expect(await untilChanges(3)).toEqual(['+a', '+b', '~a']);
    server.watches[0].res.end();

    await untilWatches(2);

    expect(server.watches[1].from).toBe('20');
  });

  it('lists again when the server has forgotten that place, and tells what it missed', async () => {
    server.items = [item('a', '30', 'other'), item('c', '31')];
    server.resourceVersion = '32';

    server.send('ERROR', { kind: 'Status', code: 410, message: 'too old' });

    expect(await untilChanges(5)).toEqual(['+a', '+b', '-b', '~a', '+c']);
    await untilWatches(2);
    expect(server.watches[1].from).toBe('32');
  });

  it('knows its own writes before the watch tells of them, and once only', async () => {
    const written = {
      ...item('a', '15', 'ours'),
      apiVersion: 'v1',
      kind: 'ConfigMap',
    };

    informer.observe(written);
    server.send('MODIFIED', item('a', '15', 'ours'));
    server.send('MODIFIED', item('a', '14', 'older'));
    server.send('ADDED', item('c', '16'));

    expect(await untilChanges(4)).toEqual(['+a', '+b', '~a', '+c']);
    expect(informer.get('/ConfigMap/shop/a')?.data.value).toBe('ours');
  });

  it('does not bring back what was deleted after a write of ours', async () => {
    server.send('DELETED', item('a', '15'));
    expect(await untilChanges(3)).toEqual(['+a', '+b', '-a']);

    informer.observe({
      ...item('a', '14'),
      apiVersion: 'v1',
      kind: 'ConfigMap',
    });

    expect(informer.get('/ConfigMap/shop/a')).toBeUndefined();
  });
});
