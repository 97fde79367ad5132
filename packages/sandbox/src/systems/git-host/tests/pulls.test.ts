import { base64, TestGitHost } from './TestGitHost';

type Commits = Array<{
  sha: string;
  commit: { message: string; author: { name: string } };
  parents: unknown[];
}>;

describe('pull requests', () => {
  let host: TestGitHost;

  beforeEach(async () => {
    host = await TestGitHost.start();
    await host.createRepository('r');
    await host.api('PUT', '/repos/shop/r/collaborators/jane', {
      body: { permission: 'write' },
    });
  });

  afterEach(() => host.close());

  const open = (head: string, title = head) =>
    host.api('POST', '/repos/shop/r/pulls', {
      body: { title, head, base: 'main' },
    });

  const merge = async (number: number, body: object) => {
    const path = `/repos/shop/r/pulls/${number}/merge`;
    const first = await host.api<{ message: string }>('POST', path, { body });
    return first.status === 405 && /try again/.test(first.body.message)
      ? host.api<{ message: string }>('POST', path, { body })
      : first;
  };

  const commits = async () =>
    (await host.api<Commits>('GET', '/repos/shop/r/commits')).body;

  /** Two commits on a branch, and one on main beside them. */
  const diverge = async () => {
    await host.createFile('r', 'a.txt', 'a\n', {
      new_branch: 'change',
      author: { name: 'Jane', email: 'jane@example.dev' },
    });
    await host.createFile('r', 'b.txt', 'b\n', { branch: 'change' });
    await host.createFile('r', 'main.txt', 'main\n');
  };

  it.each([
    ['merge', ['Merge pull', 'Add main.txt', 'Add b.txt', 'Add a.txt']],
    ['squash', ['Both (#1)', 'Add main.txt']],
    ['rebase', ['Add b.txt', 'Add a.txt', 'Add main.txt']],
    ['rebase-merge', ['Merge pull', 'Add b.txt', 'Add a.txt', 'Add main.txt']],
  ])('are merged by %s', async (style, subjects) => {
    await diverge();
    await open('change', 'Both');
    const merged = await merge(1, { Do: style });
    expect(merged.status).toBe(200);
    const list = await commits();
    const expected = [...subjects, 'Initial commit'];
    expect(list).toHaveLength(expected.length);
    for (const subject of expected) {
      const found = list.filter(({ commit }) =>
        commit.message.startsWith(subject),
      );
      expect(found).toHaveLength(1);
    }
    // Whoever wrote a change stays its author when the commit is made anew.
    const authors = list
      .filter(({ commit }) => commit.message === 'Add a.txt\n')
      .map(({ commit }) => commit.author.name);
    expect(authors).toEqual(subjects.includes('Add a.txt') ? ['Jane'] : []);
    const tree = await host.api<Array<{ name: string }>>(
      'GET',
      '/repos/shop/r/contents',
    );
    expect(tree.body.map(({ name }) => name)).toEqual([
      'README.md',
      'a.txt',
      'b.txt',
      'main.txt',
    ]);
    const refs = await host.api<Array<{ ref: string }>>(
      'GET',
      '/repos/shop/r/git/refs',
    );
    expect(refs.body.map(({ ref }) => ref)).toEqual([
      'refs/heads/change',
      'refs/heads/main',
      'refs/pull/1/head',
    ]);
  });

  it('are fast-forwarded only where main has not moved', async () => {
    await diverge();
    await open('change');
    const refused = await merge(1, { Do: 'fast-forward-only' });
    expect(refused.status).toBe(405);

    const { body } = await host.createFile('r', 'c.txt', 'c\n', {
      new_branch: 'straight',
    });
    await open('straight');
    expect((await merge(2, { Do: 'fast-forward-only' })).status).toBe(200);
    expect((await commits())[0].sha).toBe(body.commit.sha);
  });

  it('that conflict stay open, and can be merged once main is in them', async () => {
    const change = (branch: string, content: string, sha: string) =>
      host.api<{ content: { sha: string } }>(
        'PUT',
        '/repos/shop/r/contents/n.txt',
        {
          body: {
            content: base64(content),
            message: `Set ${content}`,
            branch,
            sha,
          },
        },
      );
    const first = await host.createFile('r', 'n.txt', '1\n');
    const { sha } = first.body.content;
    await host.api('POST', '/repos/shop/r/branches', {
      body: { new_branch_name: 'two', old_ref_name: 'main' },
    });
    const onTwo = await change('two', '2\n', sha);
    await change('main', '3\n', sha);
    const made = await open('two');
    expect(made.body).toMatchObject({ mergeable: false });
    expect((await merge(1, { Do: 'merge' })).body.message).toBe(
      'Please try again later',
    );
    await change('two', '1\n', onTwo.body.content.sha);
    const now = await host.api('GET', '/repos/shop/r/pulls/1');
    expect(now.body).toMatchObject({ mergeable: true });
  });

  it('wait for what protects the branch, in the order checks, approvals, rejections', async () => {
    await host.createFile('r', 'a.txt', 'a\n', { new_branch: 'change' });
    await open('change');
    const { body: pull } = await host.api<{ head: { sha: string } }>(
      'GET',
      '/repos/shop/r/pulls/1',
    );
    await host.api('POST', '/repos/shop/r/branch_protections', {
      body: {
        rule_name: 'main',
        required_approvals: 1,
        enable_status_check: true,
        status_check_contexts: ['ci/*'],
        block_on_rejected_reviews: true,
        dismiss_stale_approvals: true,
      },
    });
    const refusal = async () => (await merge(1, { Do: 'merge' })).body.message;
    const report = (sha: string, state: string) =>
      host.api('POST', `/repos/shop/r/statuses/${sha}`, {
        body: { state, context: 'ci/build' },
      });
    const review = (event: string) =>
      host.api('POST', '/repos/shop/r/pulls/1/reviews', {
        body: { event },
        as: 'jane',
      });

    const unchecked = 'Not all required status checks successful';
    expect(await refusal()).toBe(unchecked);
    await report(pull.head.sha, 'failure');
    expect(await refusal()).toBe(unchecked);
    await report(pull.head.sha, 'success');
    expect(await refusal()).toBe('Does not have enough approvals');
    await review('APPROVED');
    await review('REQUEST_CHANGES');
    expect(await refusal()).toBe('Does not have enough approvals');
    await review('APPROVED');

    const { body: next } = await host.createFile('r', 'b.txt', 'b\n', {
      branch: 'change',
    });
    await report(next.commit.sha, 'success');
    expect(await refusal()).toBe('Does not have enough approvals');
    await review('APPROVED');
    expect((await merge(1, { Do: 'merge' })).status).toBe(200);
  });

  it('are merged over an unmet condition by an administrator who insists', async () => {
    await host.createFile('r', 'a.txt', 'a\n', { new_branch: 'change' });
    await open('change');
    await host.api('POST', '/repos/shop/r/branch_protections', {
      body: { rule_name: 'ma*', required_approvals: 1 },
    });
    expect((await merge(1, { Do: 'merge' })).status).toBe(405);
    const insisted = await merge(1, { Do: 'merge', force_merge: true });
    expect(insisted.status).toBe(200);
  });

  it('that are drafts, or belong to somebody without rights, are not merged', async () => {
    await host.createFile('r', 'a.txt', 'a\n', { new_branch: 'change' });
    await open('change', 'WIP: not yet');
    expect((await merge(1, { Do: 'merge' })).body.message).toBe(
      'Work in progress PRs cannot be merged',
    );
    await host.api('PATCH', '/repos/shop/r/pulls/1', {
      body: { title: 'Now' },
    });
    await host.api('DELETE', '/repos/shop/r/collaborators/jane');
    const byJane = await host.api('POST', '/repos/shop/r/pulls/1/merge', {
      body: { Do: 'merge' },
      as: 'jane',
    });
    expect(byJane.body).toMatchObject({
      message: 'User not allowed to merge PR',
    });
  });

  it('are checked again after main moved: at once they are refused, looked at first they are not', async () => {
    for (const name of ['one', 'two']) {
      await host.createFile('r', `${name}.txt`, name, { new_branch: name });
      await open(name);
    }
    await host.createFile('r', 'main.txt', 'main\n');
    const mergeOnce = (number: number) =>
      host.api('POST', `/repos/shop/r/pulls/${number}/merge`, {
        body: { Do: 'merge' },
      });
    expect(await mergeOnce(1)).toMatchObject({
      status: 405,
      body: { message: 'Please try again later' },
    });
    const looked = await host.api('GET', '/repos/shop/r/pulls/2');
    expect(looked.body).toMatchObject({ mergeable: true });
    expect((await mergeOnce(2)).status).toBe(200);
  });

  it('merged at the same time are all merged, one after the other', async () => {
    const names = ['one', 'two', 'three', 'four'];
    for (const name of names) {
      await host.createFile('r', `${name}.txt`, name, { new_branch: name });
      await open(name);
    }
    const mergeUntilDone = async (number: number): Promise<number> => {
      const { status } = await merge(number, { Do: 'squash' });
      return status === 405 ? mergeUntilDone(number) : status;
    };
    const statuses = await Promise.all(
      names.map((_, index) => mergeUntilDone(index + 1)),
    );
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(await commits()).toHaveLength(5);
  });
});
