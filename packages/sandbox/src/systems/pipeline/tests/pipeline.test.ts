import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readDeployed } from '../gitops/editApplication';
import { isFinished, Run, State } from '../runs/Run';
import { serviceFiles, TestPlatform } from './TestPlatform';

jest.setTimeout(60_000);

const service = 'quote-api';
const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const jobStates = (run: Run): Record<string, State> =>
  Object.fromEntries(run.jobs.map(job => [job.id, job.state]));
const stepOf = (run: Run, key: string) =>
  run.jobs.flatMap(job => job.steps).find(step => step.key === key);

describe('pipeline', () => {
  let platform: TestPlatform;

  beforeEach(async () => {
    platform = await TestPlatform.start();
  });

  afterEach(() => platform.close());

  const tags = async () => {
    const answer = await fetch(
      `${platform.registry.url}/v2/meridian/${service}/tags/list`,
    );
    return answer.ok ? (await answer.json()).tags : [];
  };

  it('takes a push to an image, a deployment and documentation, and says so on the commit', async () => {
    await platform.addApplication(service);
    const commit = await platform.createRepository(service, serviceFiles);

    const run = await platform.waitForRun(service, commit, isFinished);

    expect(run.reason).toBeUndefined();
    expect(jobStates(run)).toEqual({
      test: 'success',
      image: 'success',
      scan: 'success',
      sign: 'success',
      docs: 'success',
      'deploy-dev': 'success',
    });
    expect(stepOf(run, 'test')).toMatchObject({
      state: 'skipped',
      reason: 'not one of the steps that the sandbox runs',
    });
    const { image, gitopsCommit, docs } = run.outputs;
    const pulled = await fetch(
      `${platform.registry.url}/v2/meridian/${service}/manifests/${
        image!.digest
      }`,
      { headers: { accept: manifestType } },
    );
    const manifest = await pulled.json();
    expect(manifest.annotations).toMatchObject({
      'org.opencontainers.image.revision': commit,
      'org.opencontainers.image.source': `${platform.gitHost.url}/meridian/${service}`,
    });
    const layer = await fetch(
      `${platform.registry.url}/v2/meridian/${service}/blobs/${manifest.layers[1].digest}`,
    );
    expect(await layer.text()).toContain('app/src/main.ts');
    const deployed = await platform.readApplication(service);
    expect(readDeployed(deployed)).toEqual({
      revision: commit,
      digest: image!.digest,
    });
    expect(deployed).toContain(`repository: '${image!.repository}'`);
    expect(gitopsCommit!.url).toContain(gitopsCommit!.sha);
    expect(docs).toEqual(['default/component/quote-api']);
    expect(
      existsSync(
        join(platform.docsDirectory, docs![0], 'techdocs_metadata.json'),
      ),
    ).toBe(true);

    const { state, statuses } = await platform.status(service, commit);
    expect(state).toBe('success');
    expect(statuses.map(({ context }) => context).sort()).toEqual([
      'ci/deploy-dev',
      'ci/docs',
      'ci/image',
      'ci/scan',
      'ci/sign',
      'ci/test',
    ]);
    expect(statuses).toContainEqual(
      expect.objectContaining({
        context: 'ci/test',
        description: '1 of 2 steps ran, 1 skipped',
        target_url: `${platform.pipeline.url}/runs/${run.id}`,
      }),
    );
  });

  it('shows the run to a person', async () => {
    await platform.addApplication(service);
    const commit = await platform.createRepository(service, serviceFiles);
    const { id, outputs } = await platform.waitForRun(
      service,
      commit,
      isFinished,
    );

    const page = await (
      await fetch(`${platform.pipeline.url}/runs/${id}`, {
        headers: { accept: 'text/html' },
      })
    ).text();
    for (const part of [
      'Publish the image',
      outputs.image!.digest,
      outputs.gitopsCommit!.url,
      `${platform.gitHost.url}/meridian/${service}/commit/${commit}`,
      `${platform.registry.url}/r/meridian/${service}`,
    ]) {
      expect(page).toContain(part);
    }
    const list = await (await fetch(platform.pipeline.url)).text();
    expect(list).toContain(`href="/runs/${id}"`);
    const other = await fetch(`${platform.pipeline.url}/?repo=other-api`);
    expect(await other.text()).toMatch(/the default branch of\s+other-api/);
    const unknown = await fetch(`${platform.pipeline.url}/runs/nothing`);
    expect(unknown.status).toBe(404);
  });

  it('runs two quick pushes in order, so that the second one is deployed', async () => {
    await platform.addApplication(service);
    const first = await platform.createRepository(service, serviceFiles);
    const second = await platform.push(service, { 'two.txt': '2' });

    const run = await platform.waitForRun(service, second, isFinished);

    expect(run.state).toBe('success');
    expect(readDeployed(await platform.readApplication(service))).toEqual({
      revision: second,
      digest: run.outputs.image!.digest,
    });
    expect(await tags()).toEqual([first, second].sort());
    expect(await platform.gitopsCommits()).toEqual([
      expect.stringContaining(`Deploy quote-api ${second.slice(0, 7)} to dev`),
      expect.stringContaining(`Deploy quote-api ${first.slice(0, 7)} to dev`),
      expect.anything(),
      expect.anything(),
    ]);
  });

  it.each([
    [
      'while it pushes the image',
      'registry' as const,
      { method: 'PUT', path: '/v2/**/blobs/uploads/*' },
      'publish-image',
    ],
    [
      'while it writes to the GitOps repository',
      'gitHost' as const,
      { method: 'PUT', path: '/api/v1/repos/*/platform-gitops/contents/**' },
      'deploy-dev',
    ],
  ])(
    'killed %s, it goes on after a restart and does nothing twice',
    async (_, system, hit, step) => {
      await platform.addApplication(service);
      platform[system].faults.add({ kind: 'slow', delayMs: 400, ...hit });
      const commit = await platform.createRepository(service, serviceFiles);
      await platform.waitForRun(
        service,
        commit,
        run => stepOf(run, step)?.state === 'running',
      );

      await platform.pipeline.close();
      await platform.startPipeline();

      const run = await platform.waitForRun(service, commit, isFinished);
      expect(run).toMatchObject({ state: 'success', attempt: 2 });
      expect(await platform.runs(service)).toHaveLength(1);
      expect(await tags()).toEqual([commit]);
      const deployments = (await platform.gitopsCommits()).filter(message =>
        message.startsWith('Deploy'),
      );
      expect(deployments).toHaveLength(1);
    },
  );

  it('makes up for pushes that it did not hear of', async () => {
    await platform.addApplication(service);
    await platform.pipeline.close();
    const commit = await platform.createRepository(service, serviceFiles);

    await platform.startPipeline();

    const run = await platform.waitForRun(service, commit, isFinished);
    expect(run.state).toBe('success');
    await platform.pipeline.close();
    await platform.startPipeline();
    expect(await platform.runs(service)).toMatchObject([
      { id: run.id, attempt: 1, state: 'success' },
    ]);
  });

  it('waits for the Application, and gives way to a newer commit meanwhile', async () => {
    const first = await platform.createRepository(service, serviceFiles);
    const isWaiting = (run: Run) =>
      stepOf(run, 'deploy-dev')?.log.some(({ text }) =>
        text.startsWith('Waiting for tenants/<team>/quote-api'),
      ) ?? false;
    await platform.waitForRun(service, first, isWaiting);

    const second = await platform.push(service, { 'two.txt': '2' });
    const gone = await platform.waitForRun(service, first, isFinished);
    expect(gone.state).toBe('superseded');
    await platform.waitForRun(service, second, isWaiting);
    await platform.addApplication(service);

    const run = await platform.waitForRun(service, second, isFinished);
    expect(run.state).toBe('success');
    expect(readDeployed(await platform.readApplication(service)).revision).toBe(
      second,
    );
  });

  it.each([
    [
      'no workflow',
      { 'README.md': 'x' },
      'There is no .gitea/workflows/ci.yaml at this commit',
    ],
    [
      'a broken workflow',
      { '.gitea/workflows/ci.yaml': 'jobs: [' },
      '.gitea/workflows/ci.yaml is not YAML',
    ],
  ])('fails a commit with %s, and says why', async (_, files, message) => {
    const commit = await platform.createRepository(service, files);

    const run = await platform.waitForRun(service, commit, isFinished);

    expect(run.state).toBe('failure');
    const { statuses } = await platform.status(service, commit);
    expect(statuses).toMatchObject([
      {
        context: 'ci',
        status: 'failure',
        description: expect.stringContaining(message),
      },
    ]);
  });

  it('stops at the step that fails, and tells the commit', async () => {
    await platform.addApplication(service);
    const commit = await platform.createRepository(
      service,
      Object.fromEntries(
        Object.entries(serviceFiles).filter(([path]) => path !== 'Dockerfile'),
      ),
    );

    const run = await platform.waitForRun(service, commit, isFinished);

    expect(jobStates(run)).toEqual({
      test: 'success',
      image: 'failure',
      scan: 'skipped',
      sign: 'skipped',
      docs: 'success',
      'deploy-dev': 'skipped',
    });
    expect(run.reason).toContain('There is no Dockerfile');
    expect(stepOf(run, 'publish-image')?.state).toBe('waiting');
    const { state } = await platform.status(service, commit);
    expect(state).toBe('failure');
  });

  it('can be run again after a system refused it', async () => {
    await platform.addApplication(service);
    const path = '/v2/**/blobs/uploads/';
    platform.registry.faults.add({ kind: 'status', status: 403, path });
    const commit = await platform.createRepository(service, serviceFiles);
    const failed = await platform.waitForRun(service, commit, isFinished);
    expect(failed.reason).toBe(
      'Publish the image: Registry answered 403 to an upload to meridian/quote-api: requested access to the resource is denied',
    );

    platform.registry.faults.clear();
    await fetch(`${platform.pipeline.url}/runs/${failed.id}/again`, {
      method: 'POST',
      redirect: 'manual',
    });
    const again = await platform.waitForRun(
      service,
      commit,
      run => run.attempt === 2 && isFinished(run),
    );
    expect(again.state).toBe('success');
    const { state } = await platform.status(service, commit);
    expect(state).toBe('success');
  });

  it('bears a registry that is away for a moment', async () => {
    await platform.addApplication(service);
    platform.registry.faults.add({ kind: 'status', status: 503, times: 2 });
    platform.registry.faults.add({ kind: 'down', times: 1 });
    const commit = await platform.createRepository(service, serviceFiles);

    const run = await platform.waitForRun(service, commit, isFinished);
    expect(run.state).toBe('success');
  });

  it('takes no delivery without the right signature', async () => {
    const answer = await fetch(`${platform.pipeline.url}/webhook`, {
      method: 'POST',
      headers: { 'x-gitea-event': 'push', 'x-gitea-signature': '00' },
      body: '{}',
    });

    expect(answer.status).toBe(401);
  });
});
