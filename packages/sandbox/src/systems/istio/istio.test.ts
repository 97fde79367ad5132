import { at } from '../kubernetes/testing/ApiClient';
import { useCluster } from '../kubernetes/testing/useCluster';
import type { StandIn } from '../../StandIn';
import { startIstio } from './startIstio';

type Pod = {
  metadata: {
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: {
    containers: Array<Record<string, any>>;
    initContainers?: Array<Record<string, any>>;
  };
};

describe('istio', () => {
  const cluster = useCluster();
  let istio: StandIn;

  beforeEach(async () => {
    istio = await startIstio({
      cluster: { url: cluster.kubernetes.url, token: 'admin' },
    });
    await cluster.admin.post('/api/v1/namespaces', {
      metadata: { name: 'meshed', labels: { 'istio-injection': 'enabled' } },
    });
    await cluster.admin.post('/api/v1/namespaces', {
      metadata: { name: 'plain' },
    });
    await cluster.kubernetes.idle();
  });
  afterEach(() => istio.close());

  const run = async (namespace: string, more: Record<string, any> = {}) => {
    const answer = await cluster.admin.post(
      `/api/v1/namespaces/${namespace}/pods`,
      {
        metadata: {
          name: 'web',
          labels: { 'app.kubernetes.io/name': 'web', ...more.labels },
        },
        spec: {
          ...more.spec,
          initContainers: [{ name: 'migrate', image: 'web:1' }],
          containers: [
            {
              name: 'web',
              image: 'web:1',
              readinessProbe: { httpGet: { path: '/readyz', port: 8080 } },
            },
          ],
        },
      },
    );
    expect(answer.status).toBe(201);
    return answer.body as Pod;
  };
  const initNames = ({ spec }: Pod) =>
    spec.initContainers?.map(({ name }) => name);

  it('gives a Pod of a labelled namespace a native sidecar, before all else', async () => {
    const pod = await run('meshed');

    expect(initNames(pod)).toEqual([
      'istio-validation',
      'istio-proxy',
      'migrate',
    ]);
    expect(pod.spec.initContainers?.[1]).toMatchObject({
      image: 'docker.io/istio/proxyv2:1.30.3',
      restartPolicy: 'Always',
    });
    expect(
      JSON.parse(pod.metadata.annotations!['sidecar.istio.io/status']),
    ).toMatchObject({
      initContainers: ['istio-validation', 'istio-proxy'],
      containers: null,
      revision: 'default',
    });
    expect(pod.metadata.labels['security.istio.io/tlsMode']).toBe('istio');
    expect(pod.spec.containers[0].readinessProbe.httpGet).toMatchObject({
      path: '/app-health/web/readyz',
      port: 15020,
    });
  });

  it('lets the Pod run: the proxy is up, the other init containers are done', async () => {
    await run('meshed');
    await cluster.kubernetes.idle();
    const { body } = await cluster.admin.get(
      '/api/v1/namespaces/meshed/pods/web',
    );
    expect(at(body, 'status.phase')).toBe('Running');
    expect(at(body, 'status.initContainerStatuses.1.state.running')).not.toBe(
      'undefined',
    );
  });

  it.each<[string, string, Record<string, any>, boolean]>([
    ['a namespace without the label', 'plain', {}, false],
    [
      'a Pod that asks for it there',
      'plain',
      { labels: { 'sidecar.istio.io/inject': 'true' } },
      true,
    ],
    [
      'a Pod that refuses it',
      'meshed',
      { labels: { 'sidecar.istio.io/inject': 'false' } },
      false,
    ],
    [
      'a Pod on the network of its node',
      'meshed',
      { spec: { hostNetwork: true } },
      false,
    ],
  ])('%s', async (_, namespace, more, injected) => {
    const pod = await run(namespace, more);
    expect(initNames(pod)?.includes('istio-proxy')).toBe(injected);
  });

  it('refuses Pods of such a namespace while it is down', async () => {
    istio.faults.add({ kind: 'down' });
    const answer = await cluster.admin.post('/api/v1/namespaces/meshed/pods', {
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web', image: 'web:1' }] },
    });
    expect(answer.status).toBe(500);
    expect(at(answer.body, 'message')).toContain(
      'failed calling webhook "namespace.sidecar-injector.istio.io"',
    );
  });

  it('knows PeerAuthentication, in both of its versions, and no other mode than Istio’s', async () => {
    const path = (version: string) =>
      `/apis/security.istio.io/${version}/namespaces/meshed/peerauthentications`;
    const policy = (mode: string) => ({
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'default' },
      spec: { mtls: { mode } },
    });
    expect((await cluster.admin.post(path('v1'), policy('OFTEN'))).status).toBe(
      422,
    );
    expect(
      (await cluster.admin.post(path('v1'), policy('STRICT'))).status,
    ).toBe(201);
    const { body } = await cluster.admin.get(`${path('v1beta1')}/default`);
    expect(at(body, 'spec.mtls.mode')).toBe('STRICT');
  });
});
