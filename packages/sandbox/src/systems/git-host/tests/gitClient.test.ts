import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitClient, GitOutput, withCredentials } from './GitClient';
import { password, TestGitHost } from './TestGitHost';

type Recording = {
  exchanges: Array<{ name: string; output?: GitOutput }>;
};

const recording: Recording = JSON.parse(
  readFileSync(
    join(__dirname, '../../../../contracts/gitea/07-git-http.json'),
    'utf8',
  ),
);

/** What git printed when the contract was recorded, by the entry's name. */
function recordedOutput(name: string, host: TestGitHost): GitOutput {
  const entry = recording.exchanges.find(
    exchange => exchange.name === name && exchange.output,
  );
  const text = JSON.stringify(entry?.output);
  return JSON.parse(text.replaceAll('{{base}}', host.url));
}

/** What the server said and what became of it: the rest is git's own advice, which changes with its version. */
function comparable({ code, stderr }: GitOutput) {
  const said = stderr
    .replace(/\/\/[^@/]*@/g, '//')
    .split('\n')
    .filter(line => /^(remote:|fatal:| ! |Everything)/.test(line));
  return { code, said };
}

describe('the real git client', () => {
  let host: TestGitHost;
  let git: GitClient;
  let url: string;

  beforeEach(async () => {
    host = await TestGitHost.start();
    git = new GitClient();
    await host.createRepository('cloned', { private: true });
    url = withCredentials(`${host.url}/shop/cloned.git`, 'portal', password);
  });

  afterEach(async () => {
    await host.close();
    git.remove();
  });

  it('is answered and refused in the recorded words', async () => {
    const wrong = withCredentials(
      `${host.url}/shop/cloned.git`,
      'portal',
      'no',
    );
    const expectOutput = (name: string, output: GitOutput) =>
      expect(comparable(output)).toEqual(
        comparable(recordedOutput(name, host)),
      );

    expectOutput(
      'clone with a wrong password',
      await git.run(['clone', wrong, 'x']),
    );
    expectOutput('clone', await git.run(['clone', url, 'c']));
    const commit = await git.commit('c', 'new.txt', 'new\n', 'New');
    expectOutput(
      'push with a wrong password',
      await git.run(['push', wrong, 'HEAD:main'], 'c'),
    );
    expectOutput('push', await git.run(['push', url, 'HEAD:main'], 'c'));
    expectOutput(
      'push again: up to date',
      await git.run(['push', url, 'HEAD:main'], 'c'),
    );
    const main = await host.api('GET', '/repos/shop/cloned/branches/main');
    expect(main.body).toMatchObject({ commit: { id: commit } });

    await host.api('POST', '/repos/shop/cloned/branch_protections', {
      body: { rule_name: 'main', enable_push: false },
    });
    await git.commit('c', 'more.txt', 'more\n', 'More');
    expectOutput(
      'push to the protected branch',
      await git.run(['push', url, 'HEAD:main'], 'c'),
    );
    const still = await host.api('GET', '/repos/shop/cloned/branches/main');
    expect(still.body).toMatchObject({ commit: { id: commit } });

    await host.api('DELETE', '/repos/shop/cloned/branch_protections/main');
    await host.createFile('cloned', 'z.txt', 'z\n');
    expectOutput(
      'push that is no fast-forward',
      await git.run(['push', url, 'HEAD:main'], 'c'),
    );
  });

  it('may push forwards but not by force to a branch that allows pushes only', async () => {
    await host.api('POST', '/repos/shop/cloned/branch_protections', {
      body: { rule_name: 'main', enable_push: true },
    });
    await git.run(['clone', url, 'c']);
    await git.commit('c', 'a.txt', 'a\n', 'A');
    expect(await git.run(['push', url, 'HEAD:main'], 'c')).toMatchObject({
      code: 0,
    });
    await git.run(['commit', '--amend', '-m', 'Another A'], 'c');
    const forced = await git.run(['push', '--force', url, 'HEAD:main'], 'c');
    expect(forced.code).toBe(1);
    expect(forced.stderr).toContain(
      'error: branch main is protected from force push',
    );
    const removed = await git.run(['push', url, ':main'], 'c');
    expect(removed.stderr).toContain('cannot be deleted');
  });

  it('fills an empty repository, whose first branch becomes the default one', async () => {
    await host.createRepository('fresh', { empty: true });
    const fresh = withCredentials(
      `${host.url}/shop/fresh.git`,
      'portal',
      password,
    );
    await git.run(['init', '--quiet', '--initial-branch=trunk', 'f']);
    await git.commit('f', 'README.md', '# Fresh\n', 'First');
    await git.run(['tag', '-a', 'v1', '-m', 'One'], 'f');
    const pushed = await git.run(['push', fresh, 'trunk', 'v1'], 'f');
    expect(pushed.code).toBe(0);

    expect((await host.api('GET', '/repos/shop/fresh')).body).toMatchObject({
      empty: false,
      default_branch: 'trunk',
      branch_count: 1,
    });
    expect((await host.api('GET', '/repos/shop/fresh/tags')).body).toEqual([
      expect.objectContaining({ name: 'v1', message: 'One' }),
    ]);
    await git.run(['clone', fresh, 'again']);
    expect(await git.head('again')).toBe(await git.head('f'));
  });

  it('is kept out where the account has no right to write', async () => {
    await host.createRepository('open');
    const open = `${host.url}/shop/open.git`;
    expect((await git.run(['clone', open, 'o'])).code).toBe(0);
    await git.commit('o', 'a.txt', 'a\n', 'A');
    const asJane = withCredentials(open, 'jane', password);
    const refused = await git.run(['push', asJane, 'HEAD:main'], 'o');
    expect(refused.code).toBe(128);
    expect(refused.stderr).toContain('User permission denied');

    await host.api('PUT', '/repos/shop/open/collaborators/jane', {
      body: { permission: 'write' },
    });
    expect((await git.run(['push', asJane, 'HEAD:main'], 'o')).code).toBe(0);
  });

  it('moves the open pull request of a branch that it pushes to', async () => {
    await git.run(['clone', url, 'c']);
    await git.commit('c', 'a.txt', 'a\n', 'A');
    await git.run(['push', url, 'HEAD:refs/heads/feature'], 'c');
    await host.api('POST', '/repos/shop/cloned/pulls', {
      body: { title: 'A', head: 'feature', base: 'main' },
    });
    const commit = await git.commit('c', 'b.txt', 'b\n', 'B');
    await git.run(['push', url, 'HEAD:feature'], 'c');
    const pull = await host.api('GET', '/repos/shop/cloned/pulls/1');
    expect(pull.body).toMatchObject({
      state: 'open',
      changed_files: 2,
      head: { sha: commit },
    });
    const fetched = await git.run(['fetch', url, 'refs/pull/1/head'], 'c');
    expect(fetched.code).toBe(0);
    const refused = await git.run(['push', url, 'HEAD:refs/pull/1/head'], 'c');
    expect(refused.code).toBe(1);

    await git.run(['push', url, ':feature'], 'c');
    const closed = await host.api('GET', '/repos/shop/cloned/pulls/1');
    expect(closed.body).toMatchObject({ state: 'closed', merged: false });
  });
});
