import { ProposedFile } from '../change/ProposedFile';
import { ProposeChangeOptions } from '../service/GitOpsService';
import { GitHostUnderTest } from './GitHostUnderTest';
import { Workbench } from './Workbench';

const PROJECT = 'tenants/booking/quote-api/project.yaml';
const DEV = 'tenants/booking/quote-api/applications/dev.yaml';

/** What every Git host has to do with `proposeChange`, `getChange` and `mergeChange`. */
export function describeProposing(
  start: () => Promise<GitHostUnderTest>,
): void {
  describe('proposing a change', () => {
    let host: GitHostUnderTest;
    let bench: Workbench;
    let count = 0;

    beforeAll(async () => {
      host = await start();
    });
    afterAll(() => host.close());
    beforeEach(async () => {
      count += 1;
      bench = await Workbench.create(host, `gitops-${count}`);
      await bench.seed({ 'README.md': '# GitOps\n', 'shared.yaml': 'a: 1\n' });
    });
    afterEach(() => bench.close());

    const files: ProposedFile[] = [
      { path: PROJECT, mode: 'replace', content: 'kind: AppProject\n' },
      { path: DEV, mode: 'keep', content: 'digest: ""\n' },
    ];
    const branch = 'portolan/create-quote-api';

    const options = (
      given: Partial<ProposeChangeOptions> = {},
    ): ProposeChangeOptions => ({
      repositoryUrl: bench.repositoryUrl,
      branch,
      title: 'Run quote-api',
      body: 'A new service of team booking.',
      files,
      autoMerge: 'never',
      author: { name: 'Mina Okafor', email: 'mina@meridian.example' },
      ...given,
    });

    const propose = (given?: Partial<ProposeChangeOptions>) =>
      bench.service.proposeChange(options(given));
    const merge = (given?: Partial<ProposeChangeOptions>) =>
      propose({ autoMerge: 'when-allowed', ...given });
    const pullRequests = async (head = branch) => {
      const found = [];
      for (let number = 1; ; number++) {
        const each = await bench.repository.pullRequests
          .get(number)
          .catch(() => undefined);
        if (!each) return found;
        if (each.head === head) found.push(each);
      }
    };

    it('makes one branch, one commit and one pull request, and nothing the second time', async () => {
      const first = await propose();
      expect(first).toEqual({
        result: 'proposed',
        repositoryUrl: bench.repositoryUrl,
        branch,
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        pullRequest: {
          number: 1,
          url: expect.stringContaining(bench.repositoryUrl),
          state: 'open',
          title: 'Run quote-api',
        },
      });
      await expect(bench.person.log(branch)).resolves.toEqual([
        'Run quote-api',
        'Start',
      ]);
      await expect(bench.person.read(branch)).resolves.toEqual({
        'README.md': '# GitOps\n',
        'shared.yaml': 'a: 1\n',
        [PROJECT]: 'kind: AppProject\n',
        [DEV]: 'digest: ""\n',
      });
      await expect(bench.person.log()).resolves.toEqual(['Start']);

      const second = await bench.writesOf(() => propose());
      expect(second.value).toEqual(first);
      expect(second.writes).toEqual([]);
    });

    it('does nothing when the base holds exactly this', async () => {
      const commit = await bench.person.commit({
        message: 'By hand',
        files: { [PROJECT]: 'kind: AppProject\n', [DEV]: 'digest: ""\n' },
      });
      const { value, writes } = await bench.writesOf(() => merge());
      expect(value).toEqual({
        result: 'unchanged',
        repositoryUrl: bench.repositoryUrl,
        branch,
        commit,
      });
      expect(writes).toEqual([]);
      await expect(bench.person.branches()).resolves.toEqual(['main']);
    });

    it('merges as one commit where that is allowed, and says the same again', async () => {
      const first = await merge();
      expect(first).toMatchObject({
        result: 'merged',
        pullRequest: { number: 1, state: 'merged' },
      });
      const log = await bench.person.log();
      expect(log).toHaveLength(2);
      expect(log[0]).toMatch(/^Run quote-api \([#!]1\)$/);
      await expect(bench.person.branches()).resolves.toEqual(['main']);
      await expect(bench.repository.getBranch('main')).resolves.toMatchObject({
        sha: first.commit,
      });

      const second = await bench.writesOf(() => merge());
      expect(second.value).toEqual(first);
      expect(second.writes).toEqual([]);
    });

    it('changes, keeps and deletes files', async () => {
      await bench.person.commit({
        message: 'The pipeline was here',
        files: { [DEV]: 'digest: sha256:1\n', [PROJECT]: 'kind: Old\n' },
      });
      await merge({
        files: [...files, { path: 'shared.yaml', mode: 'delete' }],
      });
      await expect(bench.person.read()).resolves.toEqual({
        'README.md': '# GitOps\n',
        [PROJECT]: 'kind: AppProject\n',
        [DEV]: 'digest: sha256:1\n',
      });
    });

    it('leaves alone what was edited since it was merged', async () => {
      const first = await merge();
      await bench.person.commit({
        message: 'Allow another destination',
        files: { [PROJECT]: 'kind: AppProject # edited\n' },
      });
      await expect(merge()).resolves.toEqual(first);
    });

    it('proposes anew what was taken back since it was merged', async () => {
      await merge();
      await bench.person.commit({
        message: 'Remove quote-api',
        files: { [PROJECT]: undefined, [DEV]: undefined },
      });
      await expect(merge()).resolves.toMatchObject({
        result: 'merged',
        pullRequest: { number: 2 },
      });
      await expect(bench.person.read()).resolves.toHaveProperty([PROJECT]);
    });

    it('waits for an approval in the host’s words, and merges once it is there', async () => {
      await bench.repository.protectBranch('main', {
        changesBy: 'pull-request',
        requiredApprovals: 1,
      });
      const first = await merge();
      expect(first).toMatchObject({
        result: 'waiting',
        pullRequest: { number: 1, state: 'open' },
        reason: expect.stringMatching(/approv/i),
      });
      const pullRequestUrl = first.pullRequest!.url;
      await expect(
        bench.service.mergeChange({ pullRequestUrl, commit: first.commit }),
      ).resolves.toMatchObject({
        state: 'open',
        reason: expect.stringMatching(/approv/i),
      });

      await host.approve(bench.fullName, 1);
      await expect(merge()).resolves.toMatchObject({
        result: 'merged',
        pullRequest: { number: 1 },
      });
      await expect(
        bench.service.getChange({ pullRequestUrl }),
      ).resolves.toMatchObject({ state: 'merged', commit: expect.any(String) });
      await expect(
        bench.service.mergeChange({ pullRequestUrl, commit: first.commit }),
      ).resolves.toMatchObject({ state: 'merged' });
    });

    it('reports what people closed and does not reopen it', async () => {
      await propose();
      const { body } = await bench.repository.pullRequests.get(1);
      await bench.repository.pullRequests.close(1, { body });
      const again = await bench.writesOf(() => merge());
      expect(again.value).toMatchObject({
        result: 'closed',
        pullRequest: { number: 1, state: 'closed' },
      });
      expect(again.writes).toEqual([]);
      await expect(
        bench.service.getChange({
          pullRequestUrl: again.value.pullRequest!.url,
        }),
      ).resolves.toMatchObject({ state: 'closed' });
    });

    it('replaces its own proposal by one with other content', async () => {
      await propose({
        files: [...files, { path: 'extra.yaml', mode: 'replace', content: '' }],
      });
      await expect(propose()).resolves.toMatchObject({
        result: 'proposed',
        pullRequest: { number: 2 },
      });
      const [first, second] = await pullRequests();
      expect(first.state).toBe('closed');
      expect(first.body).toContain('A new service of team booking.');
      expect(first.body).toContain('Closed by the portal: other content');
      expect(second.state).toBe('open');
      const there = await bench.person.read(branch);
      expect(there).toHaveProperty([PROJECT]);
      expect(there).not.toHaveProperty(['extra.yaml']);
    });

    it('neither merges nor overwrites what people add to it', async () => {
      const first = await propose();
      const commit = await bench.person.commit({
        branch,
        message: 'And a back door',
        files: { 'back-door.yaml': 'kind: ClusterRoleBinding\n' },
      });
      const again = await bench.writesOf(() => merge());
      expect(again.value).toMatchObject({
        result: 'waiting',
        commit,
        reason: expect.stringContaining('people have added'),
      });
      expect(again.writes).toEqual([]);
      await expect(
        bench.service.mergeChange({
          pullRequestUrl: first.pullRequest!.url,
          commit: first.commit,
        }),
      ).resolves.toMatchObject({
        state: 'open',
        reason: expect.stringContaining('people have added'),
      });
      await expect(
        propose({
          files: [{ path: PROJECT, mode: 'replace', content: 'kind: Other\n' }],
        }),
      ).rejects.toThrow(
        expect.objectContaining({
          name: 'ConflictError',
          message: expect.stringContaining('"And a back door"'),
        }),
      );
      await expect(bench.person.log(branch)).resolves.toHaveLength(3);
    });

    it('does not merge other content of a file that it would keep', async () => {
      await propose();
      await bench.person.commit({
        branch,
        message: 'Deploy mine instead',
        files: { [DEV]: 'digest: sha256:mine\n' },
      });
      await expect(merge()).resolves.toMatchObject({
        result: 'waiting',
        reason: expect.stringContaining('people have added'),
      });
    });

    it('does not take over a branch that somebody else has made', async () => {
      await bench.person.commit({
        branch,
        message: 'Mine',
        files: { 'mine.yaml': '' },
      });
      await expect(propose()).rejects.toThrow(/holds a commit .* "Mine"/);
      await expect(pullRequests()).resolves.toEqual([]);
    });

    it('tells what it would do without doing it', async () => {
      const { value, writes } = await bench.writesOf(() =>
        bench.service.previewChange(options()),
      );
      expect(value).toEqual({
        repositoryUrl: bench.repositoryUrl,
        changes: [
          { path: PROJECT, operation: 'create' },
          { path: DEV, operation: 'create' },
        ],
        pullRequest: undefined,
      });
      expect(writes).toEqual([]);
      await propose();
      await expect(
        bench.service.previewChange(options()),
      ).resolves.toMatchObject({ pullRequest: { number: 1, state: 'open' } });
    });

    it('says which branch or repository is missing', async () => {
      await expect(propose({ base: 'develop' })).rejects.toThrow(
        `${bench.repositoryUrl} has no branch develop`,
      );
      await expect(
        propose({ repositoryUrl: `${bench.interceptor.url}/meridian/nothing` }),
      ).rejects.toThrow(/there is no repository .*meridian\/nothing/);
    });
  });
}
