import { predicateTypes } from '../../../cosign/predicateTypes';
import { isFinished, Run } from '../runs/Run';
import { attachedStatements } from './__testUtils__/attachedStatements';
import { lockOf, serviceFiles, TestPlatform } from './TestPlatform';

jest.setTimeout(60_000);

const service = 'quote-api';
const each = Object.values(predicateTypes).sort();
const stepOf = (run: Run, key: string) =>
  run.jobs.flatMap(job => job.steps).find(step => step.key === key);

describe('the signature of an image', () => {
  let platform: TestPlatform;

  afterEach(() => platform.close());

  const typesBeside = async (run: Run) =>
    (await attachedStatements(platform, run.outputs.image!))
      .map(({ statement }) => statement.predicateType)
      .sort();
  const pushService = async (files = serviceFiles) => {
    await platform.addApplication(service);
    return platform.createRepository(service, files);
  };
  const finished = (commit: string, attempt = 1) =>
    platform.waitForRun(
      service,
      commit,
      run => run.attempt === attempt && isFinished(run),
    );

  it('is the workflow’s own, and so are provenance, SBOM and scan', async () => {
    platform = await TestPlatform.start();
    const commit = await pushService();
    const run = await finished(commit);

    expect(run.reason).toBeUndefined();
    const repository = `${platform.gitHost.url}/meridian/${service}`;
    const workflow = `${repository}/.gitea/workflows/ci.yaml@refs/heads/main`;
    expect(run.outputs).toMatchObject({
      signedBy: workflow,
      findings: { HIGH: 1 },
    });
    const image = run.outputs.image!;
    const attached = await attachedStatements(platform, image);
    for (const { statement, identity, annotations } of attached) {
      expect(identity).toBe(workflow);
      const { predicateType } = statement;
      expect(annotations).toEqual({
        'dev.sigstore.bundle.content': 'dsse-envelope',
        'dev.sigstore.bundle.predicateType': predicateType,
        'org.opencontainers.image.created': expect.stringMatching(
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
        ),
      });
      expect(statement.subject[0].digest).toEqual({
        sha256: image.digest.slice('sha256:'.length),
      });
    }
    const predicateOf = (type: string) =>
      attached.find(({ statement }) => statement.predicateType === type)
        ?.statement.predicate;
    expect(predicateOf(predicateTypes.signature)).toEqual({});
    expect(predicateOf(predicateTypes.provenance)).toMatchObject({
      buildDefinition: {
        externalParameters: {
          workflow: {
            repository,
            ref: 'refs/heads/main',
            path: '.gitea/workflows/ci.yaml',
          },
        },
        resolvedDependencies: [
          {
            uri: `git+${repository}@refs/heads/main`,
            digest: { gitCommit: commit },
          },
        ],
      },
      runDetails: {
        builder: { id: workflow },
        metadata: {
          invocationId: `${platform.pipeline.url}/runs/${run.id}/attempts/1`,
        },
      },
    });
    expect(predicateOf(predicateTypes.sbom)).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { component: { version: image.digest } },
      components: [
        { purl: 'pkg:npm/fastify@5.6.0' },
        { purl: 'pkg:npm/ws@8.16.0' },
      ],
    });
    expect(predicateOf(predicateTypes.scan)).toMatchObject({
      scanner: {
        result: {
          SchemaVersion: 2,
          Results: [
            {
              Vulnerabilities: [
                {
                  VulnerabilityID: 'CVE-2024-37890',
                  Severity: 'HIGH',
                  InstalledVersion: '8.16.0',
                },
              ],
            },
          ],
        },
      },
    });
    expect(attached).toHaveLength(4);
  });

  it.each([
    ['after the first attestation', 'attest'],
    ['while it signs', 'sign'],
  ])('is there once, though the run was killed %s', async (_, step) => {
    platform = await TestPlatform.start();
    platform.registry.faults.add({
      kind: 'slow',
      delayMs: 300,
      method: 'PUT',
      path: '/v2/**/manifests/sha256:*',
    });
    const commit = await pushService();
    await platform.waitForRun(
      service,
      commit,
      run =>
        stepOf(run, step)?.state === 'running' &&
        (step === 'sign' || stepOf(run, step)!.log.length > 0),
    );
    await platform.pipeline.close();
    platform.registry.faults.clear();
    await platform.startPipeline();

    const run = await finished(commit, 2);
    expect(run.state).toBe('success');
    expect(await typesBeside(run)).toEqual(each);

    await platform.runAgain(run);
    expect(await typesBeside(await finished(commit, 3))).toEqual(each);
  });

  it('is found by the fallback tag where the registry lists no referrers', async () => {
    platform = await TestPlatform.start({ referrers: false });
    const run = await finished(await pushService());
    expect(await typesBeside(run)).toEqual(each);
    await platform.runAgain(run);
    expect(await typesBeside(await finished(run.commit, 2))).toEqual(each);
  });

  it('is not made when the scan is over the threshold', async () => {
    platform = await TestPlatform.start();
    const run = await finished(
      await pushService({
        ...serviceFiles,
        'package-lock.json': lockOf({ minimist: '1.2.5', ws: '8.16.0' }),
      }),
    );

    expect(run.reason).toBe(
      'Scan for known vulnerabilities: 1 of 2 findings are over the threshold of this step: CVE-2021-44906 CRITICAL in minimist 1.2.5, fixed in 1.2.6, 0.2.4',
    );
    expect(
      Object.fromEntries(run.jobs.map(({ id, state }) => [id, state])),
    ).toMatchObject({
      scan: 'failure',
      sign: 'skipped',
      'deploy-dev': 'skipped',
    });
    expect(await typesBeside(run)).toEqual([]);
  });

  it('is not somebody else’s', async () => {
    platform = await TestPlatform.start();
    platform.sigstore.faults.add({
      kind: 'status',
      status: 403,
      path: '/api/v2/signingCert',
    });
    const run = await finished(await pushService());
    expect(run.reason).toBe(
      'Sign the image: Fulcio answered 403 to a signature: told to answer 403',
    );
    expect(await typesBeside(run)).toEqual([]);

    platform.sigstore.faults.clear();
    const email = 'sam.rivera@meridian.example';
    await platform.signAsPerson(email, run.outputs.image!);
    await platform.runAgain(run);
    const again = await finished(run.commit, 2);
    expect(again.state).toBe('success');
    expect(await typesBeside(again)).toEqual(
      [...each, predicateTypes.signature].sort(),
    );
  });

  it('waits for a Sigstore that is away for a moment, not for ever', async () => {
    platform = await TestPlatform.start();
    platform.sigstore.faults.add({ kind: 'status', status: 503, times: 2 });
    platform.sigstore.faults.add({
      kind: 'status',
      status: 502,
      path: '/api/v1/timestamp',
      times: 1,
    });
    const run = await finished(await pushService());
    expect(run.state).toBe('success');

    platform.sigstore.faults.add({
      kind: 'down',
      path: '/api/v2/log/entries',
    });
    const next = await platform.push(service, { 'two.txt': '2' });
    const failed = await finished(next);
    expect(failed.reason).toMatch(/^Sign the image: Rekor cannot be reached: /);
    expect(stepOf(failed, 'attest')?.state).toBe('waiting');
  });
});
