import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { password, TestGitHost, WrittenFile } from './TestGitHost';
import { GitClient, withCredentials } from './GitClient';

describe('a restart on the same folder', () => {
  it('keeps everything, and makes nothing twice', async () => {
    const host = await TestGitHost.start();
    const git = new GitClient();
    try {
      await host.createRepository('kept', { private: true });
      const { body: file } = await host.createFile('kept', 'a.txt', 'a\n', {
        new_branch: 'change',
      });
      await host.api('POST', '/repos/shop/kept/pulls', {
        body: { title: 'A', head: 'change', base: 'main' },
      });
      await host.api('POST', `/repos/shop/kept/statuses/${file.commit.sha}`, {
        body: { state: 'success', context: 'ci' },
      });
      await host.api('PUT', '/repos/shop/kept/collaborators/jane', {
        body: { permission: 'read' },
      });
      const { body: made } = await host.api<{ sha1: string }>(
        'POST',
        '/users/jane/tokens',
        { body: { name: 'hers', scopes: ['read:repository'] }, as: 'jane' },
      );

      await host.restart();

      const pull = await host.api('GET', '/repos/shop/kept/pulls/1');
      expect(pull.body).toMatchObject({ title: 'A', mergeable: true });
      const status = await host.api(
        'GET',
        `/repos/shop/kept/commits/${file.commit.sha}/status`,
      );
      expect(status.body).toMatchObject({ state: 'success', total_count: 1 });
      const asJane = await host.get('/api/v1/repos/shop/kept', {
        headers: { authorization: `token ${made.sha1}` },
      });
      expect(asJane.status).toBe(200);
      const found = await host.api<{ data: unknown[] }>('GET', '/users/search');
      expect(found.body.data).toHaveLength(2);
      const organizations = await host.api('GET', '/orgs');
      expect(organizations.body).toHaveLength(1);

      const { body: next } = await host.createFile('kept', 'b.txt', 'b\n');
      expect(next).toMatchObject<Partial<WrittenFile>>({
        commit: expect.objectContaining({ message: 'Add b.txt\n' }),
      });
      const url = withCredentials(
        `${host.url}/shop/kept.git`,
        'portal',
        password,
      );
      expect((await git.run(['clone', url, 'k'])).code).toBe(0);
      expect(await git.head('k')).toBe(next.commit.sha);
    } finally {
      await host.close();
      git.remove();
    }
  });

  it('believes git where the process was killed between git and its own records', async () => {
    const host = await TestGitHost.start();
    const git = new GitClient();
    try {
      await host.createRepository('torn');
      const { body: file } = await host.createFile('torn', 'a.txt', 'a\n', {
        new_branch: 'change',
      });
      await host.api('POST', '/repos/shop/torn/pulls', {
        body: { title: 'A', head: 'change', base: 'main' },
      });
      const { body: repository } = await host.api<{ id: number }>(
        'GET',
        '/repos/shop/torn',
      );
      const repositories = join(host.directory, 'repositories');
      const bare = join(repositories, `${repository.id}.git`);
      await host.host.close();
      const tip = await git.run([
        '-C',
        bare,
        'commit-tree',
        '-p',
        file.commit.sha,
        '-m',
        'Killed',
        `${file.commit.sha}^{tree}`,
      ]);
      const sha = tip.stdout.trim();
      await git.run(['-C', bare, 'update-ref', 'refs/heads/change', sha]);
      await git.run(['-C', bare, 'update-ref', 'refs/heads/another', sha]);
      mkdirSync(join(repositories, '99.git'));

      await host.restart();
      const pull = await host.api('GET', '/repos/shop/torn/pulls/1');
      expect(pull.body).toMatchObject({ head: { sha }, mergeable: true });
      const again = await host.api('GET', '/repos/shop/torn');
      expect(again.body).toMatchObject({ branch_count: 3 });
      expect(readdirSync(repositories)).toEqual([`${repository.id}.git`]);
    } finally {
      await host.close();
      git.remove();
    }
  });

  it('forgets a token of the options whose secret was changed', async () => {
    const old = '1'.repeat(40);
    const token = (secret: string) => [
      { name: 'ci', username: 'jane', token: secret, scopes: ['all'] },
    ];
    const host = await TestGitHost.start({ tokens: token(old) });
    try {
      const ask = (secret: string) =>
        host.get('/api/v1/user', {
          headers: { authorization: `token ${secret}` },
        });
      expect((await ask(old)).status).toBe(200);
      const changed = '2'.repeat(40);
      await host.restart({ tokens: token(changed) });
      expect((await ask(changed)).status).toBe(200);
      expect((await ask(old)).status).toBe(401);
    } finally {
      await host.close();
    }
  });
});
