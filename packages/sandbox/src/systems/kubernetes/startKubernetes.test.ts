import { at, namesOf } from './testing/ApiClient';
import { useCluster } from './testing/useCluster';

const configMap = (name: string, data: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});
const configMaps = '/api/v1/namespaces/default/configmaps';

describe('startKubernetes', () => {
  const cluster = useCluster({ controllers: false });

  it('has what every cluster has', async () => {
    const { admin } = cluster;

    expect(namesOf((await admin.get('/api/v1/namespaces')).body)).toEqual([
      'default',
      'kube-node-lease',
      'kube-public',
      'kube-system',
    ]);
    const roles = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
    const view = await admin.get(`${roles}/view`);
    // Aggregated from the roles that say so by their labels.
    expect(JSON.stringify(view.body)).toContain('"pods/log"');
    await admin.post(roles, {
      metadata: {
        name: 'view-widgets',
        labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
      },
      rules: [
        { apiGroups: ['example.dev'], resources: ['widgets'], verbs: ['get'] },
      ],
    });
    const wider = await admin.get(`${roles}/view`);
    expect(JSON.stringify(wider.body)).toContain('"widgets"');
  });

  it('keeps every answered write over a crash, and goes on counting', async () => {
    await cluster.admin.post(configMaps, configMap('a', { x: '1' }));
    const changed = await cluster.admin.patch(`${configMaps}/a`, {
      data: { x: '2' },
    });
    await cluster.admin.post(configMaps, configMap('b'));
    await cluster.admin.delete(`${configMaps}/b`);
    const before = at(changed.body, 'metadata.resourceVersion');

    await cluster.crash();

    const after = await cluster.admin.get(`${configMaps}/a`);
    expect(after.body).toEqual(changed.body);
    expect((await cluster.admin.get(`${configMaps}/b`)).status).toBe(404);
    const next = await cluster.admin.post(configMaps, configMap('c'));
    expect(Number(at(next.body, 'metadata.resourceVersion'))).toBeGreaterThan(
      Number(before) + 2,
    );
  });

  it('tells a watch that goes on from before a restart to list again, unless nothing was missed', async () => {
    const list = await cluster.admin.get(configMaps);
    const old = at(list.body, 'metadata.resourceVersion');
    await cluster.admin.post(configMaps, configMap('a'));
    const fresh = await cluster.admin.get(configMaps);
    const current = at(fresh.body, 'metadata.resourceVersion');

    await cluster.crash();

    const tooOld = cluster.admin.watch(
      `${configMaps}?watch=true&resourceVersion=${old}`,
    );
    await tooOld.ended;
    expect(tooOld.events).toEqual([
      { type: 'ERROR', object: expect.objectContaining({ code: 410 }) },
    ]);
    const upToDate = cluster.admin.watch(
      `${configMaps}?watch=true&resourceVersion=${current}`,
    );
    await cluster.admin.post(configMaps, configMap('b'));
    const [event] = await upToDate.until(1);
    expect(event.type).toBe('ADDED');
    await upToDate.stop();
  });

  it('does not take an object for its collection, whatever its name', async () => {
    await cluster.admin.post(configMaps, configMap('configmaps'));

    const read = await cluster.admin.get(`${configMaps}/configmaps`);
    const again = await cluster.admin.post(`${configMaps}/configmaps`, {});

    expect(at(read.body, 'metadata.name')).toBe('configmaps');
    expect(again.status).toBe(405);
  });

  it('does what it is told to do wrong', async () => {
    const { admin, kubernetes } = cluster;
    kubernetes.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: 3,
      path: '/api/v1/namespaces/*',
      times: 1,
    });

    const refused = await admin.get('/api/v1/namespaces/default');

    expect(refused).toMatchObject({
      status: 429,
      headers: { 'retry-after': '3' },
      body: { kind: 'Status', reason: 'TooManyRequests', code: 429 },
    });
    expect((await admin.get('/api/v1/namespaces/default')).status).toBe(200);

    const watch = admin.watch(`${configMaps}?watch=true`);
    await admin.post(configMaps, configMap('a'));
    await watch.until(1);
    expect(kubernetes.faults.dropStreams()).toBe(1);
    await watch.ended;
  });

  it('serves Events and autoscalers in both of their versions', async () => {
    const { admin } = cluster;
    await admin.post('/apis/events.k8s.io/v1/namespaces/default/events', {
      metadata: { name: 'e' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      reportingController: 'test',
      reportingInstance: 'test-1',
      action: 'Testing',
      reason: 'Tested',
      type: 'Normal',
      note: 'it works',
      regarding: { kind: 'Pod', name: 'a', namespace: 'default' },
    });
    await admin.post(
      '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers',
      {
        metadata: { name: 'h' },
        spec: {
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'a',
          },
          maxReplicas: 3,
          targetCPUUtilizationPercentage: 50,
        },
      },
    );

    const event = await admin.get('/api/v1/namespaces/default/events/e');
    const autoscaler = await admin.get(
      '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/h',
    );

    expect(event.body).toMatchObject({
      apiVersion: 'v1',
      message: 'it works',
      involvedObject: { name: 'a' },
    });
    expect(autoscaler.body).toMatchObject({
      apiVersion: 'autoscaling/v2',
      spec: {
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: 50 },
            },
          },
        ],
      },
    });
  });

  it('gives each Service an address of its own, and keeps it', async () => {
    const services = '/api/v1/namespaces/default/services';
    const service = (name: string) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { ports: [{ port: 80 }], type: 'NodePort' },
    });
    const first = await cluster.admin.apply(`${services}/a`, service('a'));
    const second = await cluster.admin.apply(`${services}/b`, service('b'));
    const again = await cluster.admin.call('PUT', `${services}/a`, {
      body: service('a'),
    });

    const addressOf = (answer: { body: unknown }) =>
      at(answer.body, 'spec.clusterIP');
    expect(addressOf(first)).toMatch(/^10\.96\./);
    expect(addressOf(second)).not.toBe(addressOf(first));
    expect(again.body).toEqual(first.body);
  });

  it('holds a definition until the last of its resources is gone', async () => {
    const { admin } = cluster;
    const definitions =
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    const widgets = '/apis/example.dev/v1/namespaces/default/widgets';
    await admin.post(definitions, {
      metadata: { name: 'widgets.example.dev' },
      spec: {
        group: 'example.dev',
        scope: 'Namespaced',
        names: { plural: 'widgets', kind: 'Widget' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object' } },
          },
        ],
      },
    });
    await admin.post(widgets, {
      apiVersion: 'example.dev/v1',
      kind: 'Widget',
      metadata: { name: 'held', finalizers: ['example.dev/hold'] },
    });

    await admin.delete(`${definitions}/widgets.example.dev`);

    const held = await admin.get(`${widgets}/held`);
    expect(at(held.body, 'metadata.deletionTimestamp')).toMatch(/^20/);
    await admin.patch(`${widgets}/held`, { metadata: { finalizers: null } });
    expect((await admin.get(widgets)).body).toBe('404 page not found\n');
    expect((await admin.get(`${definitions}/widgets.example.dev`)).status).toBe(
      404,
    );
  });
});
