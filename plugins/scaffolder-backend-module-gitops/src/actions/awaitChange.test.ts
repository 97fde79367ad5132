import { createMockDirectory } from '@backstage/backend-test-utils';
import { GitOpsService } from '@portolan/plugin-gitops-node';
import { describeScaffolderAction } from '../__testUtils__/describeScaffolderAction';
import { GiteaBench } from '../__testUtils__/GiteaBench';
import { ManualClock } from '../__testUtils__/ManualClock';
import { ActionRunOptions, runAction } from '../__testUtils__/runAction';
import { startServices } from '../__testUtils__/startServices';
import { createAwaitChangeAction } from './awaitChange';

// Git and a catalog at work, beside other tests.
jest.setTimeout(30_000);

describe('gitops:change:await', () => {
  const workspace = createMockDirectory();
  let gitea: GiteaBench;
  let gitOps: GitOpsService;
  let name: string;
  let clock: ManualClock;
  let pullRequestUrl: string;
  let commitHash: string;
  let count = 0;

  beforeAll(async () => {
    gitea = await GiteaBench.start();
    ({ gitOps } = await startServices({ integrations: gitea.integrations }));
  });
  afterAll(() => gitea.stop());
  beforeEach(async () => {
    count += 1;
    name = `platform-gitops-${count}`;
    clock = new ManualClock();
    await gitea.createRepository(name, { 'README.md': '# GitOps\n' });
    const proposed = await gitOps.proposeChange({
      repositoryUrl: gitea.urlOf(name),
      branch: 'portolan/change',
      title: 'Change',
      files: [{ path: 'a.yaml', mode: 'replace', content: 'a: 1\n' }],
      autoMerge: 'never',
    });
    pullRequestUrl = proposed.pullRequest!.url;
    commitHash = proposed.commit;
  });

  const action = () =>
    createAwaitChangeAction({
      gitOps,
      config: { autoMerge: 'when-allowed' },
      clock,
    });
  const run = (given: object = {}, options: Partial<ActionRunOptions> = {}) =>
    runAction(
      action(),
      { pullRequestUrl, commitHash, timeoutSeconds: 10, ...given },
      { workspacePath: workspace.path, ...options },
    );

  describeScaffolderAction(
    async () => ({
      action: action(),
      input: { pullRequestUrl, commitHash },
      workspacePath: workspace.path,
      effects: () => gitea.snapshot(),
    }),
    { hasEffect: true },
  );

  it('merges as soon as that is allowed', async () => {
    const { output, log } = await run();
    expect(output).toEqual({
      result: 'merged',
      pullRequestUrl,
      commitHash: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(log[log.length - 1]).toBe(`${pullRequestUrl} is merged`);
    await expect(gitea.read(name, 'a.yaml')).resolves.toBe('a: 1\n');
  });

  it('waits for people without merging when told so', async () => {
    clock.meanwhile(async () => {});
    clock.meanwhile(() => gitea.merge(name, 1));
    const { output, log } = await run({ autoMerge: 'never' });
    expect(output).toMatchObject({ result: 'merged' });
    expect(log).toEqual([
      `Waiting for ${pullRequestUrl}`,
      `${pullRequestUrl} is merged`,
    ]);
  });

  it('merges nothing without the commit that was proposed', async () => {
    const { output } = await run({ commitHash: undefined });
    expect(output).toEqual({ result: 'waiting', pullRequestUrl });
  });

  it('merges nothing that somebody has added', async () => {
    await gitea.commit(name, {
      branch: 'portolan/change',
      message: 'More',
      files: { 'more.yaml': '' },
    });
    const { output } = await run();
    expect(output).toMatchObject({
      result: 'waiting',
      reason: expect.stringContaining('people have added'),
    });
  });

  it('ends when the time is up, with the Git host’s words told once', async () => {
    await gitea.protect(name);
    const { output, log } = await run();
    expect(output).toEqual({
      result: 'waiting',
      pullRequestUrl,
      reason: expect.stringMatching(/approval/),
    });
    expect(log).toContain(`Waiting for ${pullRequestUrl}: ${output.reason}`);
    expect(new Set(log).size).toBe(log.length);
    expect(
      clock.waits.reduce((sum, wait) => sum + wait, 0),
    ).toBeLessThanOrEqual(10_000);
  });

  it('fails when people close it', async () => {
    await gitea.protect(name);
    clock.meanwhile(() => gitea.close(name, 1));
    await expect(run()).rejects.toThrow(
      `${pullRequestUrl} was closed without being merged`,
    );
  });

  it('ends when its task is cancelled', async () => {
    await gitea.protect(name);
    const cancel = new AbortController();
    clock.meanwhile(async () => cancel.abort());
    await expect(run({}, { signal: cancel.signal })).rejects.toThrow(/abort/i);
  });

  it.each([[undefined], ['']])(
    'has nothing to wait for when the pull request is %j',
    async none => {
      const { output } = await run({ pullRequestUrl: none });
      expect(output).toEqual({ result: 'unchanged' });
    },
  );
});
