import { eventually } from '../../testing/eventually';
import { useCluster } from '../kubernetes/testing/useCluster';
import { startObservability } from './index';

const token = 'glsa_test';

const deployment = (name: string, annotations = {}) => {
  const labels = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations },
        spec: { containers: [{ name: 'main', image: `example.dev/${name}` }] },
      },
    },
  };
};

describe('Grafana with a cluster behind it', () => {
  const cluster = useCluster({
    readLog: ({ container, now }) => [
      { time: new Date(now.getTime() - 1000), text: `${container} works` },
    ],
  });
  let systems: Awaited<ReturnType<typeof startObservability>>;

  beforeEach(async () => {
    systems = await startObservability({
      clusters: [
        { name: 'nonprod', url: cluster.kubernetes.url, token: 'admin' },
      ],
      token,
      intervalMs: 200,
    });
  });

  afterEach(async () => {
    await systems.grafana.close();
    await systems.prometheus.close();
    await systems.loki.close();
  });

  const get = async (path: string, authorization = `Bearer ${token}`) => {
    const answer = await fetch(`${systems.grafana.url}${path}`, {
      headers: { authorization },
    });
    const text = await answer.text();
    return { status: answer.status, text, body: () => JSON.parse(text) };
  };
  const loki = '/api/datasources/proxy/uid/sandbox-loki/loki/api/v1';
  const prometheus = '/api/datasources/proxy/uid/sandbox-prometheus/api/v1';

  it('has the lines that pods write, and shows them where a link leads', async () => {
    const path = '/apis/apps/v1/namespaces/default/deployments';
    await cluster.admin.post(path, deployment('web'));
    const selector =
      '{cluster="nonprod", namespace="default", service_name="web"}';
    type Stream = { stream: { pod: string }; values: [string, string][] };
    const streams = await eventually(
      async (): Promise<Stream[]> => {
        const query = encodeURIComponent(selector);
        const answer = await get(`${loki}/query_range?query=${query}`);
        return answer.body().data.result;
      },
      found => new Set(found.map(({ stream }) => stream.pod)).size === 2,
    );
    expect(streams[0].values[0][1]).toBe('main works');

    const panes = {
      a: {
        datasource: 'sandbox-loki',
        queries: [{ refId: 'A', expr: selector }],
        range: { from: 'now-15m', to: 'now' },
      },
    };
    const page = await get(
      `/explore?schemaVersion=1&panes=${encodeURIComponent(
        JSON.stringify(panes),
      )}`,
      '',
    );
    expect(page.text).toContain('main works');
    const before10 = await get(
      `/explore?left=${encodeURIComponent(JSON.stringify(panes.a))}`,
      '',
    );
    expect(before10.text).toContain('main works');

    const board = await get(
      '/d/workload/x?var-cluster=nonprod&var-namespace=default&var-workload=web',
      '',
    );
    expect(board.text).toContain('kube_deployment_status_replicas_available');
  });

  it('alerts about a container that crashes', async () => {
    const path = '/apis/apps/v1/namespaces/default/deployments';
    await cluster.admin.post(
      path,
      deployment('broken', {
        'sandbox.portolan.io/behaviour': 'crash-loop',
      }),
    );
    const [alert] = await eventually(
      async (): Promise<object[]> =>
        (await get(`${prometheus}/alerts`)).body().data.alerts,
      found => found.length > 0,
    );
    expect(alert).toMatchObject({
      labels: {
        alertname: 'ContainerCrashLooping',
        cluster: 'nonprod',
        namespace: 'default',
        container: 'main',
      },
      state: 'pending',
      annotations: { runbook_url: expect.stringMatching(/^https:/) },
    });
    // Also while it waits to be started again.
    const query = encodeURIComponent('{service_name="broken"}');
    await eventually(
      async (): Promise<object[]> =>
        (await get(`${loki}/query_range?query=${query}`)).body().data.result,
      found => found.length > 0,
    );
  }, 60_000);

  it('lets in who has the token, and passes on what a system behind it says', async () => {
    expect((await get('/api/health', '')).body().version).toMatch(/^12\./);
    const refused = await get('/api/search', 'Bearer wrong');
    expect([refused.status, refused.body()]).toEqual([
      401,
      { message: 'invalid API key' },
    ]);
    expect((await get('/api/datasources/uid/none')).status).toBe(404);
    const found = await get('/api/search?type=dash-db&tag=platform&tag=logs');
    expect(found.body()).toMatchObject([
      { uid: 'workload-logs', url: '/d/workload-logs/logs-of-a-workload' },
    ]);
    expect((await get('/api/search?limit=5001')).status).toBe(422);

    const wrong = await get(`${loki}/query_range?query=%7B`);
    expect([wrong.status, wrong.text.startsWith('parse error')]).toEqual([
      400,
      true,
    ]);
    systems.loki.faults.add({ kind: 'down' });
    const gone = await get(`${loki}/labels`);
    expect([gone.status, gone.text]).toEqual([502, '']);
    systems.grafana.faults.add({ kind: 'status', status: 500 });
    expect((await get('/api/org')).status).toBe(500);
  });
});
