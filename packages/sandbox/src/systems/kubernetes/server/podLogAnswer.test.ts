import { KubernetesStandIn } from '../index';
import { ApiClient, at } from '../testing/ApiClient';
import { useCluster } from '../testing/useCluster';

const pods = '/api/v1/namespaces/default/pods';
const startedAt = Date.parse('2026-01-01T00:00:00Z');
let now = startedAt;

async function runPod(admin: ApiClient, kubernetes: KubernetesStandIn) {
  await kubernetes.idle();
  await admin.post(pods, {
    metadata: {
      name: 'web',
      labels: { 'app.kubernetes.io/name': 'quote-api' },
    },
    spec: { containers: [{ name: 'web', image: 'quote-api:1' }] },
  });
  await kubernetes.idle();
}

describe('the log of a Pod', () => {
  const cluster = useCluster({ now: () => new Date(now) });
  beforeEach(async () => {
    now = startedAt;
    await runPod(cluster.admin, cluster.kubernetes);
  });

  it('is what its service would write, as long as it runs', async () => {
    now = startedAt + 60_000;

    const log = await cluster.admin.get(`${pods}/web/log?tailLines=2`);

    const lines = String(log.body)
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines).toEqual([
      expect.objectContaining({ service: 'quote-api', message: 'request' }),
      expect.objectContaining({ time: '2026-01-01T00:00:56.000Z' }),
    ]);
  });

  it('can be cut by time and size, and carry timestamps', async () => {
    now = startedAt + 60_000;
    const read = async (query: string) =>
      String((await cluster.admin.get(`${pods}/web/log?${query}`)).body);

    expect((await read('sinceSeconds=10')).trim().split('\n')).toHaveLength(1);
    expect(await read('timestamps=true&tailLines=1')).toMatch(
      /^2026-01-01T00:00:56.000Z \{/,
    );
    expect(await read('limitBytes=10')).toHaveLength(10);
  });

  it('is refused for a container that does not run', async () => {
    await cluster.admin.apply(`${pods}/two`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'two' },
      spec: {
        nodeName: 'nowhere',
        containers: [
          { name: 'a', image: 'a' },
          { name: 'b', image: 'b' },
        ],
      },
    });

    const unnamed = await cluster.admin.get(`${pods}/two/log`);

    expect(at(unnamed.body, 'message')).toBe(
      'a container name must be specified for pod two, choose one of: [a b]',
    );
  });
});
