import { base64, TestGitHost } from './TestGitHost';

describe('contents', () => {
  let host: TestGitHost;

  beforeAll(async () => {
    host = await TestGitHost.start();
    await host.createRepository('r');
  });

  afterAll(() => host.close());

  it('keeps dates and people as they are given, for a history that was', async () => {
    await host.createFile('r', 'dated.txt', 'x', {
      author: { name: 'Ann <b>', email: 'ann@example.dev' },
      committer: { name: 'Ben', email: 'ben@example.dev' },
      dates: {
        author: '2025-01-02T03:04:05+02:00',
        committer: '2025-01-03T00:00:00.000Z',
      },
    });
    const { body } = await host.api<object[]>(
      'GET',
      '/repos/shop/r/commits?limit=1',
    );
    expect(body[0]).toMatchObject({
      commit: {
        author: {
          name: 'Ann b',
          email: 'ann@example.dev',
          date: '2025-01-02T01:04:05Z',
        },
        committer: { name: 'Ben', date: '2025-01-03T00:00:00Z' },
      },
    });
  });

  it('takes every name that git takes', async () => {
    const names = ['a b.txt', 'ä/ß.txt', 'quote".txt', 'percent%20.txt', '-x'];
    for (const name of names) {
      const path = name.split('/').map(encodeURIComponent).join('/');
      const made = await host.createFile('r', path, name);
      expect(made.status).toBe(201);
      const read = await host.api('GET', `/repos/shop/r/raw/${path}`);
      expect(read.body).toBe(name);
    }
  });

  it('writes all of many requests at once, each in a commit of its own', async () => {
    const before = await host.api<object[]>('GET', '/repos/shop/r/commits');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        host.createFile('r', `at-once/${index}.txt`, String(index)),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    const after = await host.api<object[]>('GET', '/repos/shop/r/commits');
    expect(after.body.length).toBe(before.body.length + 8);
  });

  it('lets only one of two writers with the same sha through', async () => {
    const { body: file } = await host.createFile('r', 'raced.txt', '1');
    const put = (content: string) =>
      host.api('PUT', '/repos/shop/r/contents/raced.txt', {
        body: {
          content: base64(content),
          message: content,
          sha: file.content.sha,
        },
      });
    const answers = await Promise.all([put('2'), put('3')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('makes repositories of one name only once', async () => {
    const make = () =>
      host.api('POST', '/orgs/shop/repos', { body: { name: 'once' } });
    const answers = await Promise.all([make(), make(), make()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('refuses what it cannot read, and goes on', async () => {
    const answer = await host.get('/api/v1/repos/shop/r/contents/x', {
      method: 'POST',
      headers: {
        authorization: `Basic ${base64('portal:a-password-for-tests')}`,
      },
      body: '{"content": ',
    });
    expect(answer.status).toBe(422);
    for (const ref of ['main:./x', '--help', 'main\nmain', '@{-1}', '../x']) {
      const asked = await host.api(
        'GET',
        `/repos/shop/r/git/trees/${encodeURIComponent(ref)}`,
      );
      expect(asked.status).toBe(404);
    }
    expect((await host.api('GET', '/repos/shop/r/branches')).status).toBe(200);
  });
});
