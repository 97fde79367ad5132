import { TestBackend } from '@backstage/backend-test-utils';
import { BackendFeature } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { startArgoCd } from './__testUtils__/startArgoCd';
import { startPortal } from './__testUtils__/startPortal';

const changes: Array<[method: string, path: string, body?: object]> = [
  ['POST', '/sync', { appSelector: 'backstage.io/kubernetes-id=quote-api' }],
  ['POST', '/createArgo', { clusterName: 'main', appName: 'quote-api-dev' }],
  ['PUT', '/updateArgo/quote-api-dev', { clusterName: 'main' }],
  ['DELETE', '/argoInstance/main/applications/quote-api-dev'],
  ['DELETE', '/argoInstance/main/applications/quote-api-dev/operation'],
  // Not routes of the backend today.
  ['PATCH', '/argoInstance/main/applications/quote-api-dev', {}],
  ['POST', '/argoInstance/main/applications/quote-api-dev/rollback', {}],
  ['POST', '/find/name/quote-api-dev', {}],
];

describe('argocdReadOnlyModule', () => {
  let argoCd: Awaited<ReturnType<typeof startArgoCd>>;
  let backend: TestBackend | undefined;

  beforeEach(async () => {
    argoCd = await startArgoCd();
  });

  afterEach(async () => {
    await backend?.stop();
    backend = undefined;
    await argoCd.close();
  });

  async function startBackend(
    modules?: BackendFeature[],
    result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY,
  ) {
    const portal = await startPortal({
      argoCdUrl: argoCd.url,
      modules,
      result,
    });
    backend = portal.backend;
    return portal.call;
  }

  it('refuses every change, and nothing of it reaches Argo CD', async () => {
    const call = await startBackend();

    for (const [method, path, body] of changes) {
      const response = await call(method, path, body);
      expect([method, path, response.status]).toEqual([method, path, 403]);
      expect(response.body.error).toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining('Git is the only way to change state'),
      });
    }
    expect(argoCd.seen).toEqual([]);
  });

  it('closes what the backend alone leaves open', async () => {
    const call = await startBackend([]);

    await call('DELETE', '/argoInstance/main/applications/quote-api-dev');
    expect(argoCd.seen).toContain(
      'DELETE /api/v1/applications/quote-api-dev?cascade=true',
    );
  });

  it('lets reads through', async () => {
    const call = await startBackend();
    const selector = encodeURIComponent(
      'backstage.io/kubernetes-id in (quote-api,tariff-service),portolan.io/environment!=prod',
    );

    const found = await call('GET', '/find/name/quote-api-dev');
    expect(found.body).toMatchObject([{ name: 'main' }]);
    const listed = await call(
      'GET',
      `/argoInstance/main/applications/selector/${selector}`,
    );
    expect(listed.body.items).toMatchObject([
      { metadata: { name: 'quote-api-dev' } },
    ]);
    const revision = await call(
      'GET',
      '/argoInstance/main/applications/name/quote-api-dev/revisions/9f3c21a/metadata?appNamespace=argocd&sourceIndex=0',
    );
    expect(revision.status).toBe(200);
    const head = await call(
      'HEAD',
      '/argoInstance/main/applications/name/quote-api-dev',
    );
    expect(head.status).toBe(200);

    expect(argoCd.seen).toHaveLength(4);
    expect(argoCd.seen.filter(line => !line.startsWith('GET '))).toEqual([]);
  });

  it.each([
    '/argoInstance/main/applications/name/..%2Fclusters',
    '/argoInstance/main/applications/name/quote-api-dev%3Frefresh=hard',
    '/argoInstance/main/applications/name/quote-api-dev?appNamespace=a%26refresh=hard',
    '/argoInstance/main/applications/name/quote-api-dev?refresh=hard',
    '/argoInstance/main/applications/selector/a=b%26refresh=hard',
    '/argoInstance/main/applications/name/quote-api-dev/revisions/..%2Fresource-tree/metadata',
    '/find/name/..%2Frepositories',
  ])('does not let a value leave its place: %s', async path => {
    const call = await startBackend();

    const response = await call('GET', path);
    expect(response.status).toBe(400);
    expect(argoCd.seen).toEqual([]);
  });

  it('refuses reads that it does not know', async () => {
    const call = await startBackend();

    const response = await call('GET', '/argoInstance/main/clusters');
    expect(response.status).toBe(403);
    expect(argoCd.seen).toEqual([]);
  });

  it('answers 401 without credentials, and 403 without the permission', async () => {
    const call = await startBackend(undefined, AuthorizeResult.DENY);

    const anonymous = await call('GET', '/find/name/quote-api-dev').unset(
      'Authorization',
    );
    expect(anonymous.status).toBe(401);
    const denied = await call('GET', '/find/name/quote-api-dev');
    expect(denied.status).toBe(403);
    expect(denied.body.error.message).toContain('argocd.application.read');
    expect(argoCd.seen).toEqual([]);
  });

  it('tells the permission framework what it asks for', async () => {
    const call = await startBackend();

    const { body } = await call(
      'GET',
      '/.well-known/backstage/permissions/metadata',
    );
    expect(body.permissions).toMatchObject([
      { name: 'argocd.application.read', attributes: { action: 'read' } },
    ]);
  });
});
