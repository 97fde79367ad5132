import { basic, password, TestGitHost } from './TestGitHost';

describe('access', () => {
  let host: TestGitHost;

  beforeAll(async () => {
    host = await TestGitHost.start();
    await host.createRepository('open');
    await host.createRepository('closed', { private: true });
  });

  afterAll(() => host.close());

  const statusOf = async (
    method: string,
    path: string,
    as: 'portal' | 'jane' | 'nobody',
    body?: unknown,
  ) => (await host.api(method, path, { as, body })).status;

  const file = { content: 'YQ==', message: 'a' };

  it('hides private repositories from those without a right, as if they were not there', async () => {
    expect(await statusOf('GET', '/repos/shop/closed', 'nobody')).toBe(404);
    expect(await statusOf('GET', '/repos/shop/closed', 'jane')).toBe(404);
    expect(await statusOf('GET', '/repos/shop/closed/branches', 'jane')).toBe(
      404,
    );
    const listed = await host.api<unknown[]>('GET', '/orgs/shop/repos', {
      as: 'jane',
    });
    expect(listed.body).toEqual([expect.objectContaining({ name: 'open' })]);
  });

  it('grows with the collaborator’s permission', async () => {
    const grant = (permission: string) =>
      host.api('PUT', '/repos/shop/closed/collaborators/jane', {
        body: { permission },
      });
    await grant('read');
    expect(await statusOf('GET', '/repos/shop/closed', 'jane')).toBe(200);
    const write = ['POST', '/repos/shop/closed/contents/a.txt'] as const;
    expect(await statusOf(...write, 'jane', file)).toBe(403);
    await grant('write');
    expect(await statusOf(...write, 'jane', file)).toBe(201);
    const hooks = ['GET', '/repos/shop/closed/hooks'] as const;
    expect(await statusOf(...hooks, 'jane')).toBe(403);
    await grant('admin');
    expect(await statusOf(...hooks, 'jane')).toBe(200);
    const whole = ['DELETE', '/repos/shop/closed'] as const;
    expect(await statusOf(...whole, 'jane')).toBe(403);
    await host.api('DELETE', '/repos/shop/closed/collaborators/jane');
    expect(await statusOf('GET', '/repos/shop/closed', 'jane')).toBe(404);
  });

  it('comes with a team, for its repositories only', async () => {
    const { body: team } = await host.api<{ id: number }>(
      'POST',
      '/orgs/shop/teams',
      { body: { name: 'writers', permission: 'write' } },
    );
    await host.api('PUT', `/teams/${team.id}/members/jane`);
    expect(await statusOf('GET', '/repos/shop/closed', 'jane')).toBe(404);
    await host.api('PUT', `/teams/${team.id}/repos/shop/closed`);
    const seen = await host.api('GET', '/repos/shop/closed', { as: 'jane' });
    expect(seen.body).toMatchObject({
      permissions: { admin: false, push: true, pull: true },
    });
    expect(
      await statusOf('PUT', `/teams/${team.id}/members/portal`, 'jane'),
    ).toBe(403);
    await host.api('DELETE', `/teams/${team.id}`);
    expect(await statusOf('GET', '/repos/shop/closed', 'jane')).toBe(404);
  });

  it('needs a session for limited organisations, membership for private ones', async () => {
    for (const visibility of ['limited', 'private']) {
      await host.api('POST', '/orgs', {
        body: { username: visibility, visibility },
      });
      await host.api('POST', `/orgs/${visibility}/repos`, {
        body: { name: 'r' },
      });
    }
    const ask = (owner: string, as: 'jane' | 'nobody') =>
      statusOf('GET', `/repos/${owner}/r`, as);
    expect(await ask('limited', 'nobody')).toBe(404);
    expect(await ask('limited', 'jane')).toBe(200);
    expect(await ask('private', 'jane')).toBe(404);
  });

  it('of a token ends with its scopes', async () => {
    const { body: token } = await host.api<{ sha1: string }>(
      'POST',
      '/users/portal/tokens',
      { body: { name: 'reader', scopes: ['read:repository', 'public-only'] } },
    );
    const ask = (path: string, init: RequestInit = {}) =>
      host.get(path, {
        ...init,
        headers: { authorization: `token ${token.sha1}` },
      });
    expect((await ask('/api/v1/repos/shop/open')).status).toBe(200);
    expect((await ask('/api/v1/repos/shop/closed')).status).toBe(403);
    expect((await ask('/api/v1/orgs/shop')).status).toBe(403);
    expect(
      (await ask('/api/v1/repos/shop/open', { method: 'DELETE' })).status,
    ).toBe(403);
    const push = '/shop/open.git/info/refs?service=git-receive-pack';
    const byGit = await host.get(push, {
      headers: { authorization: basic('portal', token.sha1) },
    });
    expect(byGit.status).toBe(403);
    await host.api('DELETE', '/users/portal/tokens/reader');
    expect((await ask('/api/v1/repos/shop/open')).status).toBe(401);
  });

  it('takes a token in the place of the password or of the user name', async () => {
    const { body: token } = await host.api<{ sha1: string }>(
      'POST',
      '/users/jane/tokens',
      { body: { name: 'any', scopes: ['all'] }, as: 'jane' },
    );
    for (const authorization of [
      basic('jane', token.sha1),
      basic(token.sha1, ''),
      `Bearer ${token.sha1}`,
      basic('JANE', password),
    ]) {
      const answer = await host.get<{ login: string }>('/api/v1/user', {
        headers: { authorization },
      });
      expect(answer.body.login).toBe('jane');
    }
  });

  it('lets only administrators make accounts', async () => {
    const body = { username: 'new', password: 'p', email: 'n@example.dev' };
    expect(await statusOf('POST', '/admin/users', 'jane', body)).toBe(403);
    expect(await statusOf('POST', '/admin/users', 'portal', body)).toBe(201);
    expect(await statusOf('POST', '/admin/users', 'portal', body)).toBe(422);
  });
});
