import { ProposedFile } from '../change/ProposedFile';
import { ProposeChangeOptions } from '../service/GitOpsService';
import { GitHostUnderTest } from './GitHostUnderTest';
import { Workbench } from './Workbench';

/** The requests of each host by which a commit comes into being on a branch, a pull request is opened, and merged. */
const COMMIT = /\/(git\/refs|repository\/commits|contents)$/;
const OPEN = /\/(pulls|merge_requests)$/;
const MERGE = /\/merge$/;
const READ_BRANCH = /\/branches\/main$/;

/** How every Git host and `proposeChange` end up with one of each, whatever happens between. */
export function describeProposingInTrouble(
  start: () => Promise<GitHostUnderTest>,
): void {
  describe('proposing a change in trouble', () => {
    let host: GitHostUnderTest;
    let bench: Workbench;
    let mergeMethod: 'POST' | 'PUT';
    let count = 0;

    beforeAll(async () => {
      host = await start();
    });
    afterAll(() => host.close());
    beforeEach(async () => {
      count += 1;
      bench = await Workbench.create(host, `gitops-${count}`);
      mergeMethod = bench.repository.system.startsWith('Gitea')
        ? 'POST'
        : 'PUT';
      await bench.seed({ 'shared.yaml': 'a: 1\n', 'other.yaml': 'x' });
    });
    afterEach(() => bench.close());

    const files: ProposedFile[] = [
      { path: 'shared.yaml', mode: 'replace', content: 'a: 2\n' },
      { path: 'new.yaml', mode: 'replace', content: 'b: 1\n' },
    ];
    const branch = 'portolan/change';

    const options = (
      given: Partial<ProposeChangeOptions> = {},
    ): ProposeChangeOptions => ({
      repositoryUrl: bench.repositoryUrl,
      branch,
      title: 'Change',
      files,
      autoMerge: 'when-allowed',
      ...given,
    });
    const propose = (given?: Partial<ProposeChangeOptions>) =>
      bench.service.proposeChange(options(given));
    const countPullRequests = async () => {
      for (let number = 1; ; number++) {
        const each = await bench.repository.pullRequests
          .get(number)
          .catch(() => undefined);
        if (!each) return number - 1;
      }
    };

    it.each<[string, 'POST', RegExp]>([
      ['commit', 'POST', COMMIT],
      ['pull request', 'POST', OPEN],
    ])('goes on when the answer to its %s is lost', async (_, method, path) => {
      bench.interceptor.add({ kind: 'lose-answer', method, path });
      await expect(propose()).resolves.toMatchObject({ result: 'merged' });
      expect(await countPullRequests()).toBe(1);
      await expect(bench.person.log()).resolves.toHaveLength(2);
    });

    it('goes on when the answer to its merge is lost', async () => {
      bench.interceptor.add({
        kind: 'lose-answer',
        method: mergeMethod,
        path: MERGE,
        // The first attempt may only tell that the host is still checking.
        times: 2,
      });
      await expect(propose()).resolves.toMatchObject({ result: 'merged' });
      expect(await countPullRequests()).toBe(1);
      await expect(bench.person.log()).resolves.toHaveLength(2);
    });

    it('goes on in a second call when the host failed for good in the first', async () => {
      bench.interceptor.add({
        kind: 'answer',
        status: 503,
        method: 'POST',
        path: OPEN,
        times: 3,
      });
      await expect(propose()).rejects.toThrow(
        expect.objectContaining({
          name: 'ServiceUnavailableError',
          message: expect.stringMatching(
            /There is already branch portolan\/change; running it again goes on from there; caused by .* answered 503 to POST/,
          ),
        }),
      );
      const again = await bench.writesOf(() => propose());
      expect(again.value).toMatchObject({
        result: 'merged',
        pullRequest: { number: 1 },
      });
      expect(again.writes.filter(write => COMMIT.test(write))).toEqual([]);
      expect(await countPullRequests()).toBe(1);
    });

    it('comes back with a host that was down for a while', async () => {
      bench.interceptor.add({
        kind: 'drop',
        method: 'GET',
        path: /./,
        times: 5,
      });
      await expect(propose()).resolves.toMatchObject({ result: 'merged' });
      expect(bench.clock.waits.slice(0, 5)).toEqual([
        500, 1000, 2000, 250, 500,
      ]);
    });

    it('asks no more in vain than it promises', async () => {
      bench.interceptor.add({
        kind: 'drop',
        method: 'GET',
        path: /./,
        times: 99,
      });
      await expect(propose()).rejects.toThrow(
        expect.objectContaining({ name: 'ServiceUnavailableError' }),
      );
      expect(bench.interceptor.requests).toHaveLength(12);
    });

    it('reads again when the base moved between read and commit', async () => {
      bench.interceptor.add({
        kind: 'after',
        method: 'GET',
        path: READ_BRANCH,
        work: async () => {
          bench.interceptor.add({
            kind: 'after',
            method: 'POST',
            path: COMMIT,
            work: async () => {
              await bench.person.commit({
                message: 'Meanwhile',
                files: { 'shared.yaml': 'a: 7\n', 'other.yaml': 'y' },
              });
            },
          });
        },
      });
      await expect(propose()).resolves.toMatchObject({ result: 'merged' });
      await expect(bench.person.read()).resolves.toEqual({
        'shared.yaml': 'a: 2\n',
        'new.yaml': 'b: 1\n',
        'other.yaml': 'y',
      });
      const log = await bench.person.log();
      expect(log).toHaveLength(3);
      expect(log[1]).toBe('Meanwhile');
      await expect(bench.person.branches()).resolves.toEqual(['main']);
    });

    it('proposes anew on the new head when the base moved between commit and merge', async () => {
      bench.interceptor.add({
        kind: 'after',
        method: mergeMethod,
        path: MERGE,
        work: async () => {
          await bench.person.commit({
            message: 'Meanwhile',
            files: { 'shared.yaml': 'a: 7\n', 'other.yaml': 'y' },
          });
        },
      });
      await expect(propose()).resolves.toMatchObject({
        result: 'merged',
        pullRequest: { number: 2 },
      });
      await expect(bench.person.read()).resolves.toEqual({
        'shared.yaml': 'a: 2\n',
        'new.yaml': 'b: 1\n',
        'other.yaml': 'y',
      });
      const replaced = await bench.repository.pullRequests.get(1);
      expect(replaced.state).toBe('closed');
      expect(replaced.body).toContain(
        'main has moved under the proposed files',
      );
    });

    it('brings an open proposal onto the new head when it is asked again', async () => {
      await propose({ autoMerge: 'never' });
      await bench.person.commit({
        message: 'Unrelated',
        files: { 'other.yaml': 'y' },
      });
      await expect(propose({ autoMerge: 'never' })).resolves.toMatchObject({
        pullRequest: { number: 1 },
      });
      await bench.person.commit({
        message: 'In the way',
        files: { 'shared.yaml': 'a: 7\n' },
      });
      await expect(propose({ autoMerge: 'never' })).resolves.toMatchObject({
        result: 'proposed',
        pullRequest: { number: 2, state: 'open' },
      });
      await expect(bench.person.log(branch)).resolves.toEqual([
        'Change',
        'In the way',
        'Unrelated',
        'Start',
      ]);
    });

    it('finds that somebody else made the same change meanwhile', async () => {
      bench.interceptor.add({
        kind: 'after',
        method: mergeMethod,
        path: MERGE,
        work: async () => {
          await bench.person.commit({
            message: 'The same',
            files: { 'shared.yaml': 'a: 2\n', 'new.yaml': 'b: 1\n' },
          });
        },
      });
      const { result } = await propose();
      expect(['merged', 'unchanged']).toContain(result);
      await expect(bench.person.read()).resolves.toMatchObject({
        'shared.yaml': 'a: 2\n',
        'new.yaml': 'b: 1\n',
      });
    });

    it('ends with one pull request when two propose the same at a time', async () => {
      const both = await Promise.all([propose(), propose()]);
      expect(both).toMatchObject([{ result: 'merged' }, { result: 'merged' }]);
      expect(both[0].pullRequest).toEqual(both[1].pullRequest);
      expect(await countPullRequests()).toBe(1);
      await expect(bench.person.log()).resolves.toHaveLength(2);
    });

    it('ends with the content once when two replicas propose the same at a time', async () => {
      const both = await Promise.all([
        propose(),
        bench.replica.proposeChange(options()),
      ]);
      both.forEach(({ result }) =>
        expect(['merged', 'unchanged']).toContain(result),
      );
      // Replicas share no queue: one may open its pull request in the moment in
      // which the other's is merged. It brings nothing, and nothing is left open.
      expect(await countPullRequests()).toBeLessThanOrEqual(2);
      await expect(bench.person.read()).resolves.toMatchObject({
        'shared.yaml': 'a: 2\n',
      });
      await expect(bench.person.branches()).resolves.toEqual(['main']);
    });

    it('merges both when two propose different things at a time', async () => {
      const both = await Promise.all([
        propose(),
        propose({
          branch: 'portolan/another',
          files: [
            { path: 'shared.yaml', mode: 'replace', content: 'a: 3\n' },
            { path: 'another.yaml', mode: 'replace', content: '' },
          ],
        }),
      ]);
      expect(both).toMatchObject([{ result: 'merged' }, { result: 'merged' }]);
      const there = await bench.person.read();
      expect(there).toHaveProperty(['new.yaml']);
      expect(there).toHaveProperty(['another.yaml']);
      expect(['a: 2\n', 'a: 3\n']).toContain(there['shared.yaml']);
    });

    it('waits as long as a host that is asked too much wants', async () => {
      bench.interceptor.add({
        kind: 'answer',
        status: 429,
        headers: { 'Retry-After': '7' },
        method: 'POST',
        path: OPEN,
      });
      await expect(propose()).resolves.toMatchObject({ result: 'merged' });
      expect(bench.clock.waits).toContain(7_000);
      expect(await countPullRequests()).toBe(1);
    });

    it('does not repeat the credentials that a host repeats', async () => {
      const { password } = host.credentials;
      bench.interceptor.add({
        kind: 'answer',
        status: 401,
        body: JSON.stringify({ message: `${password} may not do that` }),
        method: 'POST',
        path: COMMIT,
      });
      const error = await propose().catch(e => e);
      expect(error.name).toBe('NotAllowedError');
      expect(error.message).toContain('*** may not do that');
      expect(error.message).not.toContain(password);
    });
  });
}
