import { at } from '../testing/ApiClient';
import { useCluster } from '../testing/useCluster';

const rbac = '/apis/rbac.authorization.k8s.io/v1';
const pods = '/api/v1/namespaces/default/pods';

describe('authentication and authorization', () => {
  const cluster = useCluster();

  async function allow(subject: object, clusterRole: string) {
    await cluster.admin.post(`${rbac}/namespaces/default/rolebindings`, {
      metadata: { generateName: 'test-' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: clusterRole,
      },
      subjects: [subject],
    });
  }

  async function tokenOf(name: string): Promise<string> {
    const accounts = '/api/v1/namespaces/default/serviceaccounts';
    await cluster.admin.post(accounts, { metadata: { name } });
    const answer = await cluster.admin.post(`${accounts}/${name}/token`, {});
    return at(answer.body, 'status.token');
  }

  it('lets a group do what its role says, in its namespace', async () => {
    await allow({ kind: 'Group', name: 'developers' }, 'view');
    const jane = cluster.admin.as('jane');

    expect((await jane.get(pods)).status).toBe(200);
    expect((await jane.post(pods, {})).status).toBe(403);
    expect((await jane.get('/api/v1/pods')).status).toBe(403);
    expect((await jane.get('/apis')).status).toBe(200);
    expect((await jane.get('/metrics')).body).toMatchObject({
      message: 'forbidden: User "jane" cannot get path "/metrics"',
    });
  });

  it('knows a service account by its token, over a restart, until the account is gone', async () => {
    const token = await tokenOf('portal');
    await allow(
      { kind: 'ServiceAccount', name: 'portal', namespace: 'default' },
      'view',
    );
    await cluster.crash();

    expect((await cluster.admin.as(token).get(pods)).status).toBe(200);

    await cluster.admin.delete(
      '/api/v1/namespaces/default/serviceaccounts/portal',
    );
    expect((await cluster.admin.as(token).get(pods)).status).toBe(401);
  });

  it('refuses a token that was changed, and one for somebody else', async () => {
    const token = await tokenOf('portal');
    const [header, , signature] = token.split('.');
    const claims = Buffer.from('{"sub":"system:admin"}').toString('base64url');
    const elsewhere = await cluster.admin.post(
      '/api/v1/namespaces/default/serviceaccounts/portal/token',
      { spec: { audiences: ['https://vault.example'] } },
    );

    const forged = cluster.admin.as([header, claims, signature].join('.'));
    expect((await forged.get(pods)).status).toBe(401);
    const foreign = cluster.admin.as(at(elsewhere.body, 'status.token'));
    expect((await foreign.get(pods)).status).toBe(401);
  });

  it('writes a token into a Secret that asks for one', async () => {
    await tokenOf('portal');
    const secrets = '/api/v1/namespaces/default/secrets';
    await cluster.admin.post(secrets, {
      metadata: {
        name: 'portal-token',
        annotations: { 'kubernetes.io/service-account.name': 'portal' },
      },
      type: 'kubernetes.io/service-account-token',
    });

    const secret = await cluster.admin.get(`${secrets}/portal-token`);
    const token = Buffer.from(at(secret.body, 'data.token'), 'base64');
    const whoAmI = await cluster.admin
      .as(token.toString())
      .post('/apis/authentication.k8s.io/v1/selfsubjectreviews', {});

    expect(at(whoAmI.body, 'status.userInfo.username')).toBe(
      'system:serviceaccount:default:portal',
    );
    await cluster.admin.delete(`${secrets}/portal-token`);
    expect((await cluster.admin.as(token.toString()).get(pods)).status).toBe(
      401,
    );
  });

  it('lets those who may act as others, and writes down both', async () => {
    const headers = { 'impersonate-user': 'jane' };

    const asJane = await cluster.admin.get(pods, { headers });
    const byJane = await cluster.admin
      .as('jane')
      .get(pods, { headers: { 'impersonate-user': 'admin' } });

    expect(asJane.status).toBe(403);
    expect(byJane.body).toMatchObject({
      message:
        'users "admin" is forbidden: User "jane" cannot impersonate resource "users" in API group "" at the cluster scope',
    });
    expect(JSON.parse(cluster.kubernetes.auditLog().at(-1)!)).toMatchObject({
      level: 'Metadata',
      verb: 'list',
      user: { username: 'admin' },
      impersonatedUser: { username: 'jane', groups: ['system:authenticated'] },
      responseStatus: { code: 403 },
    });
  });

  it('says which rule allows something', async () => {
    await allow({ kind: 'User', name: 'jane' }, 'edit');

    const review = await cluster.admin.post(
      '/apis/authorization.k8s.io/v1/subjectaccessreviews',
      {
        spec: {
          user: 'jane',
          resourceAttributes: {
            namespace: 'default',
            verb: 'delete',
            group: 'apps',
            resource: 'deployments',
          },
        },
      },
    );

    expect(at(review.body, 'status.reason')).toMatch(
      /^RBAC: allowed by RoleBinding "test-\w+\/default" of ClusterRole "edit" to User "jane"$/,
    );
  });
});
