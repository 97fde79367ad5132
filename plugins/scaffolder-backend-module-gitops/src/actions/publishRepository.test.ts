import { createMockDirectory } from '@backstage/backend-test-utils';
import { GitOpsService } from '@portolan/plugin-gitops-node';
import { describeScaffolderAction } from '../__testUtils__/describeScaffolderAction';
import { GiteaBench } from '../__testUtils__/GiteaBench';
import { ActionRunOptions, runAction } from '../__testUtils__/runAction';
import { startServices } from '../__testUtils__/startServices';
import { createPublishRepositoryAction } from './publishRepository';

const catalogInfo = (owner: string) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: quote-api
spec:
  type: service
  lifecycle: production
  owner: ${owner}
`;

// Git and a catalog at work, beside other tests.
jest.setTimeout(30_000);

describe('gitops:repository:publish', () => {
  const workspace = createMockDirectory();
  let gitea: GiteaBench;
  let gitOps: GitOpsService;
  let name: string;
  let count = 0;

  beforeAll(async () => {
    gitea = await GiteaBench.start();
    ({ gitOps } = await startServices({ integrations: gitea.integrations }));
  });
  afterAll(() => gitea.stop());
  beforeEach(() => {
    count += 1;
    name = `quote-api-${count}`;
    workspace.setContent({
      'catalog-info.yaml': catalogInfo('booking'),
      src: { 'index.ts': 'export {};\n' },
      gitops: { 'project.yaml': 'kind: AppProject\n' },
    });
  });

  const input = (given: object = {}) => ({
    repositoryUrl: gitea.urlOf(name),
    exclude: ['gitops/**'],
    ...given,
  });
  const run = (given: object = {}, options: Partial<ActionRunOptions> = {}) =>
    runAction(createPublishRepositoryAction({ gitOps }), input(given), {
      workspacePath: workspace.path,
      ...options,
    });

  describeScaffolderAction(
    async () => ({
      action: createPublishRepositoryAction({ gitOps }),
      input: input(),
      workspacePath: workspace.path,
      effects: () => gitea.snapshot(),
    }),
    { hasEffect: true },
  );

  it('publishes the workspace without what is excluded, in the name of the user', async () => {
    const { output, log } = await run(
      {},
      {
        user: {
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'mina.okafor' },
            spec: {
              profile: {
                displayName: 'Mina Okafor',
                email: 'mina@meridian.example',
              },
            },
          },
        },
      },
    );
    expect(output).toEqual({
      result: 'created',
      repositoryUrl: gitea.urlOf(name),
      remoteUrl: `${gitea.urlOf(name)}.git`,
      repoContentsUrl: `${gitea.urlOf(name)}/src/branch/main`,
      defaultBranch: 'main',
      commitHash: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(log).toEqual([`Created ${gitea.urlOf(name)} with 2 files`]);
    await expect(gitea.read(name, 'src/index.ts')).resolves.toBe(
      'export {};\n',
    );
    await expect(gitea.read(name, 'gitops/project.yaml')).rejects.toThrow();
    await expect(gitea.lastCommit(name)).resolves.toEqual({
      message: 'Create quote-api\n',
      author: 'Mina Okafor <mina@meridian.example>',
    });
  });

  it('takes what RepoUrlPicker gives', async () => {
    const { host } = new URL(gitea.gitHost.url);
    const { output } = await run({
      repositoryUrl: `${host}?owner=meridian&repo=${name}`,
    });
    expect(output.repositoryUrl).toBe(gitea.urlOf(name));
  });

  it('leaves alone what people have committed since, and says what differs', async () => {
    await run();
    await gitea.change(name, 'src/index.ts', 'export const answer = 42;\n');
    const { output, log } = await run();
    expect(output.result).toBe('kept');
    expect(log).toEqual([
      `${gitea.urlOf(
        name,
      )} is there and people have committed since, so it is left alone; 1 of 2 files differ: src/index.ts`,
    ]);
  });

  it('does not take over a repository of somebody else, nor in a dry run', async () => {
    await gitea.createRepository(name, {
      'catalog-info.yaml': catalogInfo('billing'),
    });
    for (const isDryRun of [false, true]) {
      await expect(run({}, { isDryRun })).rejects.toThrow(
        `${gitea.urlOf(
          name,
        )} exists and is not this one: it is component:default/quote-api of group:default/billing according to its catalog-info.yaml; choose another name`,
      );
    }
  });

  it('says that a catalog-info.yaml is missing before it asks anybody', async () => {
    workspace.setContent({ 'README.md': '' });
    await expect(run()).rejects.toThrow(
      'catalogInfoPath: "catalog-info.yaml" is not among the files',
    );
    await expect(gitea.read(name, 'README.md')).rejects.toThrow();
  });

  it('keeps the history of the default branch from being rewritten, and lets people push', async () => {
    await run();
    await expect(gitea.protection(name)).resolves.toEqual({
      rule_name: 'main',
      enable_push: true,
      enable_force_push: false,
      required_approvals: 0,
    });
  });

  it('lets the default branch change by pull request only when asked', async () => {
    await run({ protection: 'pull-request', requiredApprovals: 2 });
    await expect(gitea.protection(name)).resolves.toMatchObject({
      enable_push: false,
      required_approvals: 2,
    });
  });

  it('leaves the default branch open when asked', async () => {
    await run({ protection: 'none' });
    await expect(gitea.protection(name)).resolves.toBeUndefined();
  });

  it('goes on where a Git host that failed in the middle left it', async () => {
    gitea.gitHost.faults.add({ kind: 'down', path: '**/git-receive-pack' });
    await expect(run()).rejects.toThrow(
      expect.objectContaining({ name: 'ServiceUnavailableError' }),
    );
    gitea.gitHost.faults.clear();
    const { output } = await run();
    expect(output.result).toBe('filled');
    await expect(gitea.read(name, 'src/index.ts')).resolves.toBe(
      'export {};\n',
    );
  });
});
