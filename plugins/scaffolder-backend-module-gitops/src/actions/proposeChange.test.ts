import { createMockDirectory } from '@backstage/backend-test-utils';
import { GitOpsConfig, GitOpsService } from '@portolan/plugin-gitops-node';
import { describeScaffolderAction } from '../__testUtils__/describeScaffolderAction';
import { GiteaBench } from '../__testUtils__/GiteaBench';
import { ActionRunOptions, runAction } from '../__testUtils__/runAction';
import { startServices } from '../__testUtils__/startServices';
import { createProposeChangeAction } from './proposeChange';

const target = 'tenants/booking/quote-api';

// Git and a catalog at work, beside other tests.
jest.setTimeout(30_000);

describe('gitops:change:propose', () => {
  const workspace = createMockDirectory();
  let gitea: GiteaBench;
  let gitOps: GitOpsService;
  let name: string;
  let config: GitOpsConfig;
  let count = 0;

  beforeAll(async () => {
    gitea = await GiteaBench.start();
    ({ gitOps } = await startServices({ integrations: gitea.integrations }));
  });
  afterAll(() => gitea.stop());
  beforeEach(async () => {
    count += 1;
    name = `platform-gitops-${count}`;
    config = { repositoryUrl: gitea.urlOf(name), autoMerge: 'when-allowed' };
    await gitea.createRepository(name, { 'README.md': '# GitOps\n' });
    workspace.setContent({
      gitops: {
        'project.yaml': 'kind: AppProject\n',
        applications: { 'dev.yaml': 'digest: ""\n' },
      },
    });
  });

  const input = (given: object = {}) => ({
    sourcePath: './gitops',
    targetPath: target,
    title: 'Run quote-api',
    keepExisting: ['applications/*.yaml'],
    ...given,
  });
  const run = (given: object = {}, options: Partial<ActionRunOptions> = {}) =>
    runAction(createProposeChangeAction({ gitOps, config }), input(given), {
      workspacePath: workspace.path,
      ...options,
    });

  describeScaffolderAction(
    async () => ({
      action: createProposeChangeAction({ gitOps, config }),
      input: input(),
      workspacePath: workspace.path,
      effects: () => gitea.snapshot(),
    }),
    { hasEffect: true },
  );

  it('merges the files into the configured repository where that is allowed', async () => {
    const { output, log } = await run();
    expect(output).toEqual({
      result: 'merged',
      branch: 'portolan/run-quote-api',
      commitHash: expect.stringMatching(/^[0-9a-f]{40}$/),
      repositoryUrl: gitea.urlOf(name),
      pullRequestUrl: `${gitea.urlOf(name)}/pulls/1`,
      pullRequestNumber: 1,
    });
    expect(log).toEqual([`Merged ${gitea.urlOf(name)}/pulls/1`]);
    await expect(
      gitea.read(name, `${target}/applications/dev.yaml`),
    ).resolves.toBe('digest: ""\n');
  });

  it('does not reset what a pipeline has written, nor in a run with other content', async () => {
    await run();
    const digest = 'digest: sha256:1\n';
    await gitea.change(name, `${target}/applications/dev.yaml`, digest);
    workspace.addContent({
      gitops: { 'project.yaml': 'kind: AppProject # of team booking\n' },
    });
    const { output } = await run();
    expect(output).toMatchObject({ result: 'merged', pullRequestNumber: 2 });
    await expect(
      gitea.read(name, `${target}/applications/dev.yaml`),
    ).resolves.toBe(digest);
    await expect(gitea.read(name, `${target}/project.yaml`)).resolves.toBe(
      'kind: AppProject # of team booking\n',
    );
  });

  it('leaves merging to people when told so', async () => {
    const { output, log } = await run({ autoMerge: 'never' });
    expect(output).toMatchObject({ result: 'proposed' });
    expect(log).toEqual([
      `Proposed ${gitea.urlOf(name)}/pulls/1; people merge it`,
    ]);
  });

  it('passes on why the Git host does not allow the merge', async () => {
    await gitea.protect(name);
    const { output, log } = await run();
    expect(output).toMatchObject({
      result: 'waiting',
      reason: expect.stringMatching(/approval/),
      pullRequestNumber: 1,
    });
    expect(log[0]).toContain(String(output.reason));
  });

  it('says so when there is nothing to propose', async () => {
    await gitea.commit(name, {
      message: 'By hand',
      files: {
        [`${target}/project.yaml`]: 'kind: AppProject\n',
        [`${target}/applications/dev.yaml`]: 'digest: sha256:2\n',
      },
    });
    const { output } = await run();
    expect(output).toEqual({
      result: 'unchanged',
      branch: 'portolan/run-quote-api',
      commitHash: expect.any(String),
      repositoryUrl: gitea.urlOf(name),
    });
  });

  it('fails on a pull request that people have closed, until they reopen it', async () => {
    await run({ autoMerge: 'never' });
    await gitea.close(name, 1);
    await expect(run()).rejects.toThrow(
      `Pull request ${gitea.urlOf(
        name,
      )}/pulls/1 with exactly this change was closed without being merged. Reopen it there`,
    );
  });

  it('lists in a dry run what it would change', async () => {
    const { output, log } = await run({}, { isDryRun: true });
    expect(output).toEqual({
      result: 'proposed',
      branch: 'portolan/run-quote-api',
      repositoryUrl: gitea.urlOf(name),
    });
    expect(log).toEqual([
      `Dry run: would propose to ${gitea.urlOf(
        name,
      )} on branch portolan/run-quote-api:\ncreate ${target}/applications/dev.yaml\ncreate ${target}/project.yaml`,
    ]);
  });

  it.each([
    [
      'targetPath',
      { targetPath: '../elsewhere' },
      'targetPath: "../elsewhere"',
    ],
    ['targetPath', { targetPath: '/tenants' }, 'targetPath: "/tenants"'],
    ['sourcePath', { sourcePath: 'nowhere' }, 'sourcePath: "nowhere"'],
    [
      'repositoryUrl',
      { repositoryUrl: 'https://elsewhere.example/a/b' },
      'repositoryUrl: no Git host',
    ],
    ['branch', { branch: 'a..b' }, 'branch: "a..b"'],
  ])('names a wrong %s', async (_, given, message) => {
    await expect(run(given)).rejects.toThrow(message);
  });

  it('names the key that is missing', async () => {
    config = { autoMerge: 'never' };
    await expect(run()).rejects.toThrow(
      'repositoryUrl: is not given, and gitops.repositoryUrl is not configured',
    );
  });
});
