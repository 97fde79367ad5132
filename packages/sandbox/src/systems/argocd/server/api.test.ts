import { HttpError, JsonClient } from '../../../http/JsonClient';
import { Application } from '../objects/Application';
import {
  applyApplication,
  untilApplication,
  untilGone,
  untilHealthy,
} from '../testing/applications';
import { chart } from '../testing/chart';
import { eventually } from '../../../testing/eventually';
import { createRepository } from '../testing/repository';
import { Platform, startPlatform } from '../testing/startPlatform';

jest.setTimeout(60_000);

const secret = `apiVersion: v1
kind: Secret
metadata: {name: password}
stringData: {password: not for everybody}
`;

describe('API', () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await startPlatform({
      accounts: [
        {
          name: 'admin',
          password: 'a-password-for-tests',
          token: 'token-of-argocd-admin',
          role: 'admin',
        },
        { name: 'reader', token: 'token-of-reader', role: 'readonly' },
        {
          name: 'shop',
          token: 'token-of-shop',
          policies: ['applications, *, shop/*'],
        },
      ],
    });
    await createRepository(platform.git, {
      name: 'web',
      files: { ...chart, 'chart/templates/secret.yaml': secret },
    });
    await applyApplication(platform, { name: 'web', repository: 'web' });
    await untilHealthy(platform, 'web');
  });

  afterAll(() => platform.close());

  const as = (token: string) =>
    new JsonClient({
      url: platform.argocd.url,
      authorization: `Bearer ${token}`,
    });
  const error = (promise: Promise<unknown>) =>
    promise.then(
      () => {
        throw new Error('was not refused');
      },
      ({ status, body }: HttpError) => ({ status, body }),
    );

  it('serves the calls of the scaffolder: a project, an Application, a sync, and their end', async () => {
    const { api, gitHost, cluster } = platform;
    const project = {
      metadata: { name: 'made' },
      spec: {
        sourceRepos: [`${gitHost.url}/shop/web.git`],
        destinations: [
          { server: 'https://kubernetes.default.svc', namespace: 'made' },
        ],
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      },
    };
    const application = {
      metadata: { name: 'made', labels: { 'backstage-name': 'made' } },
      spec: {
        project: 'made',
        source: { repoURL: `${gitHost.url}/shop/web.git`, path: 'chart' },
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: 'made',
        },
        syncPolicy: { syncOptions: ['CreateNamespace=true'] },
      },
    };
    await api.post('/api/v1/projects', { project });
    // The same again is no error.
    await api.post('/api/v1/projects', { project });
    await api.post('/api/v1/applications', application);
    await api.post('/api/v1/applications', application);
    expect(
      await error(
        api.post('/api/v1/applications', {
          ...application,
          metadata: { ...application.metadata, labels: { other: 'label' } },
        }),
      ),
    ).toMatchObject({
      status: 400,
      body: {
        code: 3,
        message:
          'existing application spec is different, use upsert flag to force update',
      },
    });

    await api.post('/api/v1/applications/made/sync', {
      prune: false,
      dryRun: false,
      strategy: { hook: { force: true } },
      resources: null,
    });
    const { status } = await untilHealthy(platform, 'made');
    expect(status?.history?.[0].initiatedBy).toEqual({ username: 'admin' });
    const { items } = await api.get<{ items: Application[] }>(
      '/api/v1/applications?selector=backstage-name%3Dmade',
    );
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['made']);

    expect(
      await error(
        api.request('DELETE', '/api/v1/projects/made', undefined, {
          'content-type': 'application/json',
        }),
      ),
    ).toMatchObject({
      status: 400,
      body: { message: 'project is referenced by 1 applications' },
    });
    const json = { 'content-type': 'application/json' };
    await api.request(
      'DELETE',
      '/api/v1/applications/made?cascade=true',
      undefined,
      json,
    );
    await untilGone(
      cluster,
      '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/made',
    );
    await untilGone(cluster, '/apis/apps/v1/namespaces/made/deployments/web');
    await api.request('DELETE', '/api/v1/projects/made', undefined, json);
    expect((await error(api.get('/api/v1/projects/made'))).status).toBe(404);
  });

  it('says which kinds of sources it can not render', async () => {
    const { api, git, gitHost } = platform;
    await createRepository(git, {
      name: 'unusual',
      files: {
        'kustomized/kustomization.yaml': 'resources: []\n',
        'jsonnet/main.jsonnet': '{}\n',
        'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
      },
    });
    const refusal = async (source: object) => {
      const { status, body } = await error(
        api.post('/api/v1/applications', {
          metadata: { name: 'unusual' },
          spec: {
            source: { repoURL: `${gitHost.url}/shop/unusual.git`, ...source },
            destination: { name: 'nonprod', namespace: 'unusual' },
          },
        }),
      );
      return `${status} ${(body as { message: string }).message}`;
    };

    expect(await refusal({ path: 'kustomized' })).toContain(
      '400 application spec for unusual is invalid: InvalidSpecError: Unable to generate manifests in kustomized: rpc error: code = Unknown desc = Kustomize sources are not supported here',
    );
    expect(await refusal({ path: 'jsonnet' })).toContain(
      'Jsonnet is not supported here: main.jsonnet',
    );
    expect(
      await refusal({
        path: 'chart',
        helm: { valueFiles: ['../../../etc/passwd'] },
      }),
    ).toContain('resolved to outside repository root');
    expect(await refusal({ path: '../..' })).toMatch(/^400 /);
  });

  it('lets a reader read and nothing else', async () => {
    const reader = as('token-of-reader');

    const { metadata } = await reader.get<Application>(
      '/api/v1/applications/web',
    );
    expect(metadata.name).toBe('web');
    for (const [method, path] of [
      ['POST', '/api/v1/applications/web/sync'],
      ['POST', '/api/v1/applications/web/rollback'],
      ['PATCH', '/api/v1/applications/web'],
      ['DELETE', '/api/v1/applications/web'],
      ['DELETE', '/api/v1/applications/web/operation'],
      ['POST', '/api/v1/applications'],
      ['POST', '/api/v1/projects'],
      ['PUT', '/api/v1/projects/default'],
      ['DELETE', '/api/v1/projects/default'],
      ['POST', '/api/v1/repositories'],
      ['POST', '/api/v1/account/admin/token'],
    ]) {
      const body = {
        metadata: { name: 'x' },
        project: { metadata: { name: 'x' } },
        repo: 'https://git.example/x',
      };
      const { status } = await error(reader.request(method, path, body));
      expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 403`);
    }
  });

  it('shows an account only what is in its projects', async () => {
    const shop = as('token-of-shop');

    expect(await shop.get('/api/v1/applications')).toMatchObject({
      items: null,
    });
    expect(await error(shop.get('/api/v1/applications/web'))).toMatchObject({
      status: 403,
      body: { message: 'permission denied' },
    });
    expect(
      (await error(shop.get('/api/v1/applications/web?project=shop'))).status,
    ).toBe(404);
    expect(
      await shop.get('/api/v1/account/can-i/applications/delete/shop/x'),
    ).toEqual({ value: 'yes' });
  });

  it('revokes the tokens that it made', async () => {
    const { api } = platform;
    const { token } = await api.post<{ token: string }>(
      '/api/v1/account/reader/token',
      { id: 'second' },
    );
    const holder = as(token);
    await holder.get('/api/v1/applications');

    await api.request(
      'DELETE',
      '/api/v1/account/reader/token/second',
      undefined,
      { 'content-type': 'application/json' },
    );

    expect((await error(holder.get('/api/v1/applications'))).status).toBe(401);
  });

  it('never shows what a Secret holds', async () => {
    const { api } = platform;
    const answers = await Promise.all([
      api.get('/api/v1/applications/web/managed-resources'),
      api.get('/api/v1/applications/web/manifests'),
      api.get(
        '/api/v1/applications/web/resource?kind=Secret&namespace=web&resourceName=password&version=v1&group=',
      ),
    ]);

    const text = JSON.stringify(answers);
    expect(text).toContain('++++++++');
    expect(text).not.toContain('not for everybody');
    expect(text).not.toContain(
      Buffer.from('not for everybody').toString('base64'),
    );
  });

  it('ends an operation that waits', async () => {
    const hook = `apiVersion: v1
kind: Pod
metadata:
  name: never-ready
  annotations: {argocd.argoproj.io/hook: PreSync}
spec:
  restartPolicy: Never
  containers: [{name: main, image: "registry.example/shop/does-not-exist:1"}]
`;
    await createRepository(platform.git, {
      name: 'waiting',
      files: { 'chart/hook.yaml': hook },
    });
    await applyApplication(platform, {
      name: 'waiting',
      repository: 'waiting',
      spec: { syncPolicy: { syncOptions: ['CreateNamespace=true'] } },
    });
    await untilApplication(platform, 'waiting', ({ sync }) =>
      Boolean(sync?.status),
    );
    await platform.api.post('/api/v1/applications/waiting/sync', {});
    await untilApplication(platform, 'waiting', ({ operationState }) =>
      Boolean(operationState?.message?.includes('completion of hook')),
    );

    await platform.api.request(
      'DELETE',
      '/api/v1/applications/waiting/operation',
      undefined,
      { 'content-type': 'application/json' },
    );

    const { status, operation } = await untilApplication(
      platform,
      'waiting',
      ({ operationState }) => operationState?.phase === 'Failed',
    );
    expect(status?.operationState?.message).toBe('Operation terminated');
    expect(operation).toBeUndefined();
  });

  it('goes wrong as it is told to, in its own words', async () => {
    const { api, argocd } = platform;
    argocd.faults.add({
      id: 'busy',
      kind: 'status',
      status: 429,
      retryAfter: 3,
      path: '/api/v1/applications',
      times: 1,
    });

    const answer = await fetch(`${argocd.url}/api/v1/applications`);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('3');
    expect(await answer.json()).toEqual({
      error: 'too many requests',
      code: 8,
      message: 'too many requests',
    });
    await api.get('/api/v1/applications');
  });

  it('streams changes until it is told to drop its streams', async () => {
    const response = await fetch(
      `${platform.argocd.url}/api/v1/stream/applications?name=web`,
      { headers: { authorization: 'Bearer token-of-reader' } },
    );
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    const [line] = Buffer.from(value!).toString().split('\n');
    expect(JSON.parse(line)).toMatchObject({
      result: { type: 'ADDED', application: { metadata: { name: 'web' } } },
    });

    expect(platform.argocd.faults.dropStreams()).toBe(1);

    const rest = async () => {
      for (;;) if ((await reader.read()).done) return;
    };
    await expect(rest()).rejects.toThrow();
  });

  it('registers a repository only when it can be reached', async () => {
    const { api, gitHost } = platform;
    const repo = `${gitHost.url}/shop/web.git`;

    expect(
      await error(
        api.post('/api/v1/repositories', { repo: `${gitHost.url}/shop/none` }),
      ),
    ).toMatchObject({
      body: { message: expect.stringContaining('failed to list refs') },
    });
    await api.post('/api/v1/repositories', {
      repo,
      username: 'portal',
      password: platform.password,
    });

    const list = await api.get('/api/v1/repositories');
    expect(list).toMatchObject({ items: [{ repo, username: 'portal' }] });
    expect(JSON.stringify(list)).not.toContain(platform.password);
  });

  it('shows pages that people can open, with what came from outside escaped', async () => {
    const { argocd, cluster } = platform;
    await cluster.request(
      'PATCH',
      '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/web',
      {
        spec: {
          source: { path: 'chart', repoURL: '<script>alert(1)</script>' },
        },
      },
      { 'content-type': 'application/merge-patch+json' },
    );
    const page = () =>
      fetch(`${argocd.url}/applications/argocd/web`).then(answer =>
        answer.text(),
      );
    const text = await eventually(page, each => each.includes('alert(1)'));

    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;');
    expect(text).toContain('Deployment');
    const list = await fetch(`${argocd.url}/applications`);
    expect(await list.text()).toContain('href="/applications/argocd/web"');
    const missing = await fetch(`${argocd.url}/applications/argocd/nothing`);
    expect(missing.status).toBe(404);
  });
});
