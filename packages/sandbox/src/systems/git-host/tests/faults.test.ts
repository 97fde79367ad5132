import { TestGitHost } from './TestGitHost';

describe('faults', () => {
  let host: TestGitHost;

  beforeAll(async () => {
    host = await TestGitHost.start();
  });

  afterAll(() => host.close());

  it('answer in Gitea’s form, for as many requests as they are set', async () => {
    host.host.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: 7,
      path: '/api/v1/orgs/**',
      times: 1,
    });
    expect((await host.api('GET', '/version')).status).toBe(200);
    const hit = await host.api('GET', '/orgs/shop');
    expect(hit.status).toBe(429);
    expect(hit.headers.get('retry-after')).toBe('7');
    expect(hit.body).toEqual({
      message: 'Too Many Requests',
      url: `${host.url}/api/swagger`,
    });
    expect((await host.api('GET', '/orgs/shop')).status).toBe(200);
  });

  it('reach git and pages too', async () => {
    const fault = host.host.faults.add({ kind: 'status', status: 500 });
    const refs = await host.get(
      '/shop/r.git/info/refs?service=git-upload-pack',
    );
    expect(refs).toMatchObject({
      status: 500,
      body: 'Internal Server Error\n',
    });
    host.host.faults.remove(fault.id);
    const down = host.host.faults.add({ kind: 'down' });
    await expect(host.get('/')).rejects.toThrow();
    host.host.faults.remove(down.id);
    expect((await host.get('/')).status).toBe(200);
  });
});
