import { createHmac } from 'node:crypto';
import { KubernetesObject } from '../../kubernetes-client/KubernetesObject';
import {
  application,
  applyApplication,
  exists,
  untilApplication,
  untilGone,
  untilHealthy,
} from './testing/applications';
import { chart } from './testing/chart';
import { eventually } from '../../testing/eventually';
import { commitFile, createRepository } from './testing/repository';
import { Platform, startPlatform } from './testing/startPlatform';

jest.setTimeout(60_000);

const hubPath = '/apis/argoproj.io/v1alpha1/namespaces/argocd';

/** Argo CD against a Git host and a cluster, all over the wire. */
describe('reconciliation', () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await startPlatform();
  });

  afterAll(() => platform.close());

  const get = (path: string) => platform.cluster.get<KubernetesObject>(path);
  const patch = (path: string, body: object) =>
    platform.cluster.request('PATCH', path, body, {
      'content-type': 'application/merge-patch+json',
    });
  const settingsOf = async (namespace: string) =>
    (await get(`/api/v1/namespaces/${namespace}/configmaps/settings`)).data
      .value as string;

  /** Deploys the chart under a name of its own, and waits until it is well. */
  async function deploy(
    name: string,
    spec: Parameters<typeof application>[1]['spec'] = {},
  ) {
    await createRepository(platform.git, { name, files: chart });
    await applyApplication(platform, { name, repository: name, spec });
    return untilHealthy(platform, name);
  }

  it('deploys a chart from Git', async () => {
    const { status, metadata } = await deploy('deployed', {
      source: {
        repoURL: `${platform.gitHost.url}/shop/deployed.git`,
        targetRevision: 'main',
        path: 'chart',
        helm: {
          releaseName: 'release',
          valuesObject: { config: 'of the Application', replicas: 2 },
          parameters: [{ name: 'service', value: 'false' }],
        },
      },
    });

    expect(await settingsOf('deployed')).toBe('of the Application');
    expect(
      (await get('/apis/apps/v1/namespaces/deployed/deployments/web')).status
        .availableReplicas,
    ).toBe(2);
    expect(
      await exists(
        platform.cluster,
        '/api/v1/namespaces/deployed/services/web',
      ),
    ).toBe(false);
    expect(status).toMatchObject({
      sourceType: 'Helm',
      history: [{ id: 0, initiatedBy: { automated: true } }],
      summary: { images: ['registry.example/shop/web:1.0.0'] },
    });
    expect(metadata.name).toBe('deployed');
  });

  it('brings a new commit', async () => {
    await deploy('followed');

    const sha = await commitFile(platform.git, {
      name: 'followed',
      path: 'chart/values.yaml',
      text: chart['chart/values.yaml'].replace('config: one', 'config: two'),
    });
    const { status } = await untilHealthy(platform, 'followed', sha);

    expect(await settingsOf('followed')).toBe('two');
    expect(status?.history?.map(({ revision }) => revision)).toHaveLength(2);
  });

  it('reverts what somebody changed or deleted in the cluster', async () => {
    const { status: before } = await deploy('healed');

    await patch('/api/v1/namespaces/healed/configmaps/settings', {
      data: { value: 'by hand' },
    });
    await patch('/apis/apps/v1/namespaces/healed/deployments/web', {
      spec: { replicas: 3 },
    });
    await platform.cluster.request(
      'DELETE',
      '/api/v1/namespaces/healed/services/web',
    );

    await eventually(
      () => settingsOf('healed'),
      value => value === 'one',
    );
    await eventually(
      () => get('/apis/apps/v1/namespaces/healed/deployments/web'),
      ({ spec }) => spec.replicas === 1,
    );
    await eventually(
      () => exists(platform.cluster, '/api/v1/namespaces/healed/services/web'),
      isThere => isThere,
    );
    const { status } = await untilHealthy(platform, 'healed');
    expect(
      status?.operationState?.operation.sync?.autoHealAttemptsCount,
    ).toBeGreaterThan(0);
    expect(status?.history).toEqual(before?.history);
  });

  it('heals also after its watches were dropped', async () => {
    await deploy('dropped');

    platform.kubernetes.faults.dropStreams();
    await patch('/api/v1/namespaces/dropped/configmaps/settings', {
      data: { value: 'meanwhile' },
    });

    expect(
      await eventually(
        () => settingsOf('dropped'),
        value => value === 'one',
      ),
    ).toBe('one');
  });

  it('prunes what Git no longer has', async () => {
    await deploy('pruned');

    const sha = await commitFile(platform.git, {
      name: 'pruned',
      path: 'chart/templates/service.yaml',
    });
    const { status } = await untilHealthy(platform, 'pruned', sha);

    expect(
      await exists(platform.cluster, '/api/v1/namespaces/pruned/services/web'),
    ).toBe(false);
    expect(status?.resources?.map(({ kind }) => kind)).toEqual([
      'ConfigMap',
      'Deployment',
    ]);
  });

  it('deletes what an Application deployed together with it, but not its namespace', async () => {
    await deploy('deleted');

    await platform.cluster.request('DELETE', `${hubPath}/applications/deleted`);
    await untilGone(platform.cluster, `${hubPath}/applications/deleted`);

    const deployment = '/apis/apps/v1/namespaces/deleted/deployments/web';
    expect(await exists(platform.cluster, deployment)).toBe(false);
    expect(await exists(platform.cluster, '/api/v1/namespaces/deleted')).toBe(
      true,
    );
  });

  it('runs Applications of Applications, and ends one whose file is deleted', async () => {
    await createRepository(platform.git, { name: 'child', files: chart });
    const file = (name: string) =>
      JSON.stringify(application(platform, { name, repository: 'child' }));
    await createRepository(platform.git, {
      name: 'tenants',
      files: {
        'tenants/shop/child/applications/dev.yaml': file('child-dev'),
        'tenants/shop/child/applications/prod.yaml': file('child-prod'),
        'tenants/shop/child/namespaces/dev.yaml': 'no manifest',
        'tenants/README.yaml': 'not selected: true',
      },
    });
    await applyApplication(platform, {
      name: 'tenants',
      repository: 'tenants',
      spec: {
        source: {
          repoURL: `${platform.gitHost.url}/shop/tenants.git`,
          targetRevision: 'main',
          path: 'tenants',
          directory: {
            recurse: true,
            include: '{*/*/project.yaml,*/*/applications/*.yaml}',
          },
        },
        destination: { name: 'nonprod', namespace: 'argocd' },
      },
    });
    await untilHealthy(platform, 'child-dev');
    await untilHealthy(platform, 'child-prod');

    await commitFile(platform.git, {
      name: 'tenants',
      path: 'tenants/shop/child/applications/prod.yaml',
    });
    await untilGone(platform.cluster, `${hubPath}/applications/child-prod`);
    await untilGone(
      platform.cluster,
      '/apis/apps/v1/namespaces/child-prod/deployments/web',
    );

    const { status } = await untilHealthy(platform, 'tenants');
    expect(status?.resources?.map(({ name }) => name)).toEqual(['child-dev']);
    await untilHealthy(platform, 'child-dev');
  });

  it('keeps what it knew while the Git host is down, and prunes nothing', async () => {
    const { status: before } = await deploy('isolated');

    platform.gitHost.faults.add({ id: 'outage', kind: 'down' });
    const { status: during } = await untilApplication(
      platform,
      'isolated',
      status => Boolean(status.conditions?.length),
    );
    expect(during).toMatchObject({
      sync: { status: 'Unknown', revision: 'main' },
      health: { status: 'Healthy' },
      history: before?.history,
      conditions: [
        {
          type: 'ComparisonError',
          message: expect.stringContaining('failed to list refs: Get "http://'),
        },
      ],
    });
    expect(
      await exists(
        platform.cluster,
        '/apis/apps/v1/namespaces/isolated/deployments/web',
      ),
    ).toBe(true);

    platform.gitHost.faults.clear();
    const { status: after } = await untilApplication(
      platform,
      'isolated',
      status => status.sync?.status === 'Synced',
    );
    expect(after?.conditions).toBeUndefined();
    expect(after?.history).toEqual(before?.history);
  });

  it('answers errors of the cluster with another try', async () => {
    platform.kubernetes.faults.add({
      id: 'broken',
      kind: 'status',
      status: 500,
      method: 'POST',
      path: '/api/v1/namespaces/shaky/**',
      times: 1,
    });
    await createRepository(platform.git, { name: 'shaky', files: chart });
    await applyApplication(platform, {
      name: 'shaky',
      repository: 'shaky',
      spec: {
        syncPolicy: {
          automated: { prune: true },
          syncOptions: ['CreateNamespace=true'],
          retry: { limit: 2, backoff: { duration: '1s' } },
        },
      },
    });

    const { status } = await untilHealthy(platform, 'shaky');

    expect(status?.operationState?.retryCount).toBe(1);
  });

  it('does not deploy what its project does not allow', async () => {
    await platform.cluster.post(`${hubPath}/appprojects`, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'narrow' },
      spec: {
        sourceRepos: [`${platform.gitHost.url}/shop/*`],
        destinations: [{ name: 'nonprod', namespace: 'narrow' }],
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
        namespaceResourceBlacklist: [{ group: '', kind: 'Service' }],
      },
    });
    await createRepository(platform.git, { name: 'narrow', files: chart });
    await applyApplication(platform, {
      name: 'narrow',
      repository: 'narrow',
      spec: {
        project: 'narrow',
        syncPolicy: {
          automated: {},
          syncOptions: ['CreateNamespace=true'],
          retry: { limit: 0 },
        },
      },
    });

    const { status } = await untilApplication(
      platform,
      'narrow',
      ({ operationState }) => operationState?.phase === 'Failed',
    );

    expect(status?.operationState?.message).toBe(
      'one or more synchronization tasks are not valid: resource :Service is not permitted in project narrow',
    );
    expect(
      await exists(
        platform.cluster,
        '/apis/apps/v1/namespaces/narrow/deployments/web',
      ),
    ).toBe(false);
  });

  it('waits for a project that comes later', async () => {
    await createRepository(platform.git, { name: 'early', files: chart });
    await applyApplication(platform, {
      name: 'early',
      repository: 'early',
      spec: { project: 'late' },
    });
    const { status } = await untilApplication(
      platform,
      'early',
      ({ conditions }) => Boolean(conditions?.length),
    );
    expect(status?.conditions?.[0]).toMatchObject({
      type: 'InvalidSpecError',
      message: 'Application referencing project late which does not exist',
    });

    await platform.cluster.post(`${hubPath}/appprojects`, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'late' },
      spec: {
        sourceRepos: ['*'],
        destinations: [{ server: '*', namespace: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    });

    await untilHealthy(platform, 'early');
  });

  it('applies wave by wave, and prunes only after confirmation where that is asked for', async () => {
    const manifest = (name: string, annotations: object, kind = 'ConfigMap') =>
      JSON.stringify({
        apiVersion: 'v1',
        kind,
        metadata: { name, annotations },
      });
    await createRepository(platform.git, {
      name: 'waves',
      files: {
        'chart/a.yaml': manifest('second', {
          'argocd.argoproj.io/sync-wave': '2',
        }),
        'chart/b.yaml': manifest('first', {
          'argocd.argoproj.io/sync-wave': '1',
        }),
        'chart/c.yaml': manifest('careful', {
          'argocd.argoproj.io/sync-options': 'Prune=confirm',
        }),
      },
    });
    await applyApplication(platform, { name: 'waves', repository: 'waves' });
    const { status } = await untilHealthy(platform, 'waves');
    expect(status?.sourceType).toBe('Directory');
    expect(
      status?.operationState?.syncResult?.resources?.map(({ name }) => name),
    ).toEqual(['careful', 'first', 'second']);

    await commitFile(platform.git, { name: 'waves', path: 'chart/c.yaml' });
    await untilApplication(platform, 'waves', ({ operationState }) =>
      Boolean(operationState?.message?.includes('pruning confirmation of')),
    );
    const careful = '/api/v1/namespaces/waves/configmaps/careful';
    expect(await exists(platform.cluster, careful)).toBe(true);

    await patch(`${hubPath}/applications/waves`, {
      metadata: {
        annotations: {
          'argocd.argoproj.io/deletion-approved': new Date().toISOString(),
        },
      },
    });
    await untilGone(platform.cluster, careful);
  });

  it('applies server-side when told to, and then removes what it owned', async () => {
    await deploy('serverside', {
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
      },
    });

    const sha = await commitFile(platform.git, {
      name: 'serverside',
      path: 'chart/templates/configmap.yaml',
      text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {other: "1"}\n',
    });
    await untilHealthy(platform, 'serverside', sha);

    const { data, metadata } = await get(
      '/api/v1/namespaces/serverside/configmaps/settings',
    );
    expect(data).toEqual({ other: '1' });
    expect(
      metadata.annotations?.[
        'kubectl.kubernetes.io/last-applied-configuration'
      ],
    ).toBeUndefined();
  });

  it('labels the namespace that it makes', async () => {
    await deploy('labelled', {
      syncPolicy: {
        automated: {},
        syncOptions: ['CreateNamespace=true'],
        managedNamespaceMetadata: { labels: { team: 'shop' } },
      },
    });

    const { metadata } = await get('/api/v1/namespaces/labelled');
    expect(metadata.labels?.team).toBe('shop');
  });

  it('goes on after a restart as if nothing had been', async () => {
    const { status: before } = await deploy('restarted');

    await platform.restartArgoCd();
    const again = await untilHealthy(platform, 'restarted');
    expect(again.status?.history).toEqual(before?.history);
    expect(again.status?.operationState).toEqual(before?.operationState);

    await patch('/api/v1/namespaces/restarted/configmaps/settings', {
      data: { value: 'by hand' },
    });
    expect(
      await eventually(
        () => settingsOf('restarted'),
        value => value === 'one',
      ),
    ).toBe('one');
  });
});

describe('push events', () => {
  const secret = 'shared with the Git host';

  it('are looked at once they are signed, long before the next poll', async () => {
    const platform = await startPlatform({
      pollSeconds: 3600,
      webhookSecret: secret,
    });
    try {
      await createRepository(platform.git, { name: 'pushed', files: chart });
      await applyApplication(platform, {
        name: 'pushed',
        repository: 'pushed',
      });
      await untilHealthy(platform, 'pushed');
      const sha = await commitFile(platform.git, {
        name: 'pushed',
        path: 'chart/values.yaml',
        text: chart['chart/values.yaml'].replace('one', 'two'),
      });
      const body = JSON.stringify({
        ref: 'refs/heads/main',
        repository: {
          clone_url: `${platform.gitHost.url}/shop/pushed.git`,
        },
      });
      const send = (signature: string) =>
        fetch(`${platform.argocd.url}/api/webhook`, {
          method: 'POST',
          body,
          headers: { 'x-gitea-event': 'push', 'x-gitea-signature': signature },
        });

      expect((await send('wrong')).status).toBe(400);
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      expect((await send(signature)).status).toBe(200);

      await untilHealthy(platform, 'pushed', sha);
    } finally {
      await platform.close();
    }
  });
});
