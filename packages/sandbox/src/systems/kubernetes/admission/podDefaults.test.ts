import { useCluster } from '../testing/useCluster';

const pods = '/api/v1/namespaces/default/pods';
const spec = { containers: [{ name: 'web', image: 'web:1' }] };

describe('podDefaults', () => {
  const cluster = useCluster();
  beforeEach(() => cluster.kubernetes.idle());

  it('gives a Pod its service account, with a token', async () => {
    const pod = await cluster.admin.post(pods, {
      metadata: { name: 'a' },
      spec,
    });

    expect(pod.body).toMatchObject({
      spec: {
        serviceAccountName: 'default',
        priority: 0,
        containers: [
          {
            volumeMounts: [
              { mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
            ],
          },
        ],
        tolerations: [
          { key: 'node.kubernetes.io/not-ready', tolerationSeconds: 300 },
          { key: 'node.kubernetes.io/unreachable', tolerationSeconds: 300 },
        ],
      },
      status: { phase: 'Pending', qosClass: 'BestEffort' },
    });
  });

  it('mounts no token where none is wanted', async () => {
    const pod = await cluster.admin.post(pods, {
      metadata: { name: 'a' },
      spec: { ...spec, automountServiceAccountToken: false },
    });

    expect(pod.status).toBe(201);
    expect(JSON.stringify(pod.body)).not.toContain('kube-api-access');
  });

  it('refuses a Pod whose service account is not there', async () => {
    const pod = await cluster.admin.post(pods, {
      metadata: { name: 'a' },
      spec: { ...spec, serviceAccountName: 'missing' },
    });

    expect(pod).toMatchObject({
      status: 403,
      body: {
        message:
          'pods "a" is forbidden: error looking up service account default/missing: serviceaccount "missing" not found',
      },
    });
  });
});
