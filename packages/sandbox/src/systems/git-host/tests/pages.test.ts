import { basic, password, TestGitHost } from './TestGitHost';

const script = '<script>alert(1)</script>';

describe('pages', () => {
  let host: TestGitHost;

  beforeAll(async () => {
    host = await TestGitHost.start();
    await host.createRepository('open');
    await host.createRepository('closed', { private: true });
  });

  afterAll(() => host.close());

  const page = async (path: string, init?: RequestInit) => {
    const { status, body } = await host.get(path, init);
    return { status, body };
  };

  it('show what a repository holds as text, never as markup', async () => {
    const readme = `# Hi ${script}\n\n[bad](javascript:alert(1)) ${script}\n\n[ok](docs/x.md) [up](/a.md) [out](https://example.dev) ![i](i.png)\n`;
    await host.createFile('open', 'docs/README.md', readme);
    await host.createFile(
      'open',
      `docs/${encodeURIComponent('<img src=x onerror=alert(1)>.txt')}`,
      script,
      { message: `Say ${script}\n\n${script}`, new_branch: 'b"<i>' },
    );
    const { body } = await host.api<{ message: string }>(
      'POST',
      '/repos/shop/open/contents/docs/page.html',
      { body: { content: btoa(script), message: script } },
    );
    expect(body).toBeDefined();
    await host.api('PATCH', '/repos/shop/open', {
      body: { description: script },
    });
    const branch = encodeURIComponent('b"<i>');
    await host.api('POST', '/repos/shop/open/pulls', {
      body: { title: script, body: script, head: 'b"<i>', base: 'main' },
    });
    const { body: commits } = await host.api<Array<{ sha: string }>>(
      'GET',
      `/repos/shop/open/commits?sha=${branch}`,
    );
    await host.api('POST', `/repos/shop/open/statuses/${commits[0].sha}`, {
      body: {
        state: script,
        context: script,
        description: script,
        target_url: 'data:text/html,x',
      },
    });
    const source = '/shop/open/src/branch';
    for (const [status, path] of [
      [200, '/shop/open'],
      [200, `${source}/main/docs`],
      [200, `${source}/main/docs/README.md`],
      [200, `${source}/main/docs/README.md?display=source`],
      [200, `${source}/main/docs/page.html`],
      [200, `${source}/${branch}/docs`],
      [200, `/shop/open/commits/branch/${branch}`],
      [200, `/shop/open/commit/${commits[0].sha}`],
      [200, '/shop/open/branches'],
      [200, '/shop/open/actions'],
      [200, '/shop/open/pulls'],
      [200, '/shop/open/pulls/1'],
      [200, `/shop/open/compare/main...${branch}`],
      [200, '/shop'],
      [200, '/'],
      [200, `/user/login?redirect_to=${encodeURIComponent(`/"${script}`)}`],
      [404, `/nothing/${encodeURIComponent(script)}`],
    ] as const) {
      const shown = await page(path);
      expect([shown.status, path]).toEqual([status, path]);
      expect(shown.body).not.toMatch(
        /<script|<img src=x|="(javascript|data):/i,
      );
    }
    expect((await page('/shop/open/actions')).body).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;',
    );
  });

  it('lead from a README to the files beside it', async () => {
    const { body } = await page('/shop/open/src/branch/main/docs');
    expect(body).toContain('href="/shop/open/src/branch/main/docs/docs/x.md"');
    expect(body).toContain('href="/shop/open/src/branch/main/a.md"');
    expect(body).toContain('href="https://example.dev"');
    expect(body).toContain('src="/shop/open/raw/branch/main/docs/i.png"');
  });

  it('send files so that no browser runs them', async () => {
    const raw = await host.get('/shop/open/raw/branch/main/docs/page.html');
    expect(raw.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(raw.headers.get('content-security-policy')).toContain('sandbox');
    const shown = await host.get('/shop/open');
    expect(shown.headers.get('content-security-policy')).toContain(
      "default-src 'none'",
    );
  });

  it('of private repositories are for those who may read them', async () => {
    const paths = [
      '/shop/closed',
      '/shop/closed/src/branch/main',
      '/shop/closed/raw/branch/main/README.md',
      '/shop/closed/commits/branch/main',
      '/shop/closed/pulls',
      '/shop/closed/archive/main.zip',
    ];
    const jane = { authorization: basic('jane', password) };
    const portal = { authorization: basic('portal', password) };
    for (const path of paths) {
      const { status, body } = await page(path);
      expect(status).toBe(404);
      expect(body).toContain('or it is private');
      expect((await page(path, { headers: jane })).status).toBe(404);
      expect((await page(path, { headers: portal })).status).toBe(200);
    }
    expect((await page('/')).body).not.toContain('closed');
  });

  it('know who has signed in, until they sign out', async () => {
    const signIn = (fields: Record<string, string>) =>
      host.get('/user/login', {
        method: 'POST',
        body: new URLSearchParams(fields),
      });
    const wrong = await signIn({ user_name: 'portal', password: 'no' });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('set-cookie')).toBeNull();

    const right = await signIn({
      user_name: 'portal',
      password,
      redirect_to: '/shop/closed',
    });
    expect(right.headers.get('location')).toBe('/shop/closed');
    const cookie = right.headers.get('set-cookie')!.split(';')[0];
    const asPortal = { headers: { cookie } };
    expect((await page('/shop/closed', asPortal)).status).toBe(200);
    await host.get('/user/logout', { method: 'POST', ...asPortal });
    expect((await page('/shop/closed', asPortal)).status).toBe(404);

    for (const target of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil',
    ]) {
      const sent = await signIn({
        user_name: 'portal',
        password,
        redirect_to: target,
      });
      expect(sent.headers.get('location')).toBe('/');
    }
  });
});
