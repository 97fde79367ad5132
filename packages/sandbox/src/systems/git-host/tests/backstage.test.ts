import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { basic, base64, password, TestGitHost } from './TestGitHost';
import { GitClient, withCredentials } from './GitClient';

/** The requests of Backstage's Gitea integration, in the order in which it makes them. */
describe('what Backstage asks', () => {
  let host: TestGitHost;
  const headers = { authorization: basic('portal', password) };

  beforeAll(async () => {
    host = await TestGitHost.start();
  });

  afterAll(() => host.close());

  it('lists an organisation page by page until a page is empty', async () => {
    await Promise.all(
      Array.from({ length: 31 }, (_, index) =>
        host.createRepository(`service-${index}`, { empty: index > 0 }),
      ),
    );
    const names: string[] = [];
    for (let page = 1; ; page += 1) {
      const { body } = await host.get<Array<{ name: string }>>(
        `/api/v1/orgs/shop/repos?page=${page}`,
        { headers },
      );
      if (body.length === 0) break;
      names.push(...body.map(({ name }) => name));
    }
    expect(new Set(names).size).toBe(31);
  });

  it('reads a file and a tree by URL', async () => {
    await host.createRepository('reader', { private: true });
    await host.createFile('reader', 'docs/index.md', '# Docs\n');
    await host.createFile('reader', 'catalog-info.yaml', 'kind: Component\n');
    const api = '/api/v1/repos/shop/reader';

    const file = await host.get<{ encoding: string; content: string }>(
      `${api}/contents/catalog-info.yaml?ref=main`,
      { headers },
    );
    expect(file.body).toMatchObject({
      encoding: 'base64',
      content: base64('kind: Component\n'),
    });

    const commit = await host.get<{ sha: string }>(`${api}/git/commits/main`, {
      headers,
    });
    expect(commit.body.sha).toMatch(/^[0-9a-f]{40}$/);
    const archive = await fetch(`${host.url}${api}/archive/main.tar.gz`, {
      headers,
    });
    expect(await namesIn(archive)).toEqual([
      'reader/README.md',
      'reader/catalog-info.yaml',
      'reader/docs/index.md',
    ]);
  });

  it('publishes a repository: organisation, repository, push, page', async () => {
    expect((await host.get('/api/v1/orgs/shop', { headers })).status).toBe(200);
    const created = await host.api('POST', '/orgs/shop/repos', {
      body: { name: 'published', description: 'New', private: false },
    });
    expect(created.status).toBe(201);

    const git = new GitClient();
    await git.run(['init', '--quiet', '--initial-branch=main', 'p']);
    await git.commit('p', 'README.md', '# Published\n', 'initial commit');
    const url = `${host.url}/shop/published.git`;
    const pushed = await git.run(
      ['push', withCredentials(url, 'portal', password), 'main'],
      'p',
    );
    expect(pushed.code).toBe(0);
    git.remove();

    const page = await host.get('/shop/published/src/branch/main');
    expect(page.status).toBe(200);
    expect(page.body).toContain('<h1 id="published">Published</h1>');
    const edit = await host.get('/shop/published/_edit/main/README.md');
    expect(edit.headers.get('location')).toBe(
      '/shop/published/src/branch/main/README.md',
    );
  });
});

async function namesIn(response: Response): Promise<string[]> {
  const names: string[] = [];
  const archive = extract();
  const bytes = Buffer.from(await response.arrayBuffer());
  const gunzip = createGunzip();
  gunzip.end(bytes);
  archive.end(await buffer(gunzip));
  for await (const entry of archive) {
    if (entry.header.type === 'file') names.push(entry.header.name);
    entry.resume();
  }
  return names.sort();
}
