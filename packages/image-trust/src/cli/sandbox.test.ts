import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox, startSandbox } from '@portolan/sandbox';
import { trustCases, verdictExitCodes } from '@portolan/sandbox/trust-cases';
import { refusedFetch, runCli } from '../__testUtils__/runCli';
import { exitCodes } from './ExitCode';

const repositoryRoot = join(__dirname, '../../../..');
const organization = 'meridian';
const minute = 60_000;

/** The company's policy with the sandbox's addresses, and the root that it starts from. */
function writePolicy(folder: string, env: Sandbox['env']): void {
  const file = join(repositoryRoot, 'gitops/policies/image-trust.yaml');
  writeFileSync(
    join(folder, 'image-trust.yaml'),
    readFileSync(file, 'utf8')
      .replaceAll('https://git.example.com', env.SANDBOX_GIT_URL)
      .replaceAll('registry.example.com', env.SANDBOX_REGISTRY)
      .replaceAll('https://sigstore.example.com', env.SANDBOX_SIGSTORE_URL),
  );
  copyFileSync(
    env.SANDBOX_SIGSTORE_TUF_ROOT,
    join(folder, 'sigstore-root.json'),
  );
}

describe('image-trust against the sandbox', () => {
  const folder = mkdtempSync(join(tmpdir(), 'image-trust-sandbox-'));
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({
      directory: join(folder, 'sandbox'),
      repositoryRoot,
      portalUrl: 'http://localhost:7007',
    });
    await sandbox.seeded;
    writePolicy(folder, sandbox.env);
  }, 10 * minute);
  afterAll(async () => {
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run: typeof runCli = (argv, io) =>
    runCli(argv, {
      cwd: folder,
      env: { HOME: folder },
      fetch,
      now: () => new Date(),
      ...io,
    });
  const referenceOf = (image: string) =>
    `${sandbox.env.SANDBOX_REGISTRY}/${organization}/${image}`;
  const componentOf = (image: string) => {
    const [name] = image.split(':');
    const repository = `${sandbox.env.SANDBOX_GIT_URL}/${organization}/${name}`;
    return ['--component', name, '--repository', repository];
  };

  it('knows what a case is worth, as the command line ends', () => {
    expect(verdictExitCodes).toEqual({
      accepted: exitCodes.accepted,
      refused: exitCodes.refused,
      unknown: exitCodes.unknown,
    });
  });

  it.each(trustCases.map(each => [each.name, each] as const))(
    'says what it must of %s, with the network and without',
    async (name, { image, verdict }) => {
      const reference = referenceOf(image);
      const expected = verdictExitCodes[verdict];
      const online = await run(['verify', reference, ...componentOf(image)]);
      expect(online).toMatchObject({ code: expected, stderr: '' });

      const out = `evidence-${name}`;
      const exported = await run([
        ...['evidence', 'export', reference, '--output', out],
      ]);
      expect(exported.code).toBe(verdict === 'unknown' ? 2 : 0);

      const offline = ['verify', '--evidence', out, ...componentOf(image)];
      // With the roots that this machine has from before, and with the exported ones.
      expect(await run(offline, { fetch: refusedFetch })).toEqual(online);
      const roots = ['--trust-exported-roots', '--no-cache'];
      expect(
        await run([...offline, ...roots], { fetch: refusedFetch }),
      ).toEqual(online);
    },
    minute,
  );

  it('accepts nothing offline by roots that nobody said to trust', async () => {
    const [{ image }] = trustCases;
    const out = 'evidence-of-a-stranger';
    await run(['evidence', 'export', referenceOf(image), '--output', out]);
    const ended = await run(
      ['verify', '--evidence', out, ...componentOf(image), '--no-cache'],
      { fetch: refusedFetch },
    );
    expect(ended.code).toBe(exitCodes.unknown);
    expect(ended.stderr).toContain('--trust-exported-roots');
  });

  it('verifies all cases in one go', async () => {
    const lines = trustCases.map(({ image }) => {
      const [, component, , repository] = componentOf(image);
      return `${referenceOf(image)} ${component} ${repository}`;
    });
    const ended = await run(['verify', '--file', '-', '--format', 'json'], {
      stdin: lines.join('\n'),
    });
    expect(ended.code).toBe(exitCodes.refused);
    const { reports } = JSON.parse(ended.stdout);
    const answers = { accepted: 'pass', refused: 'fail', unknown: 'unknown' };
    expect(
      reports.map((report: { judgement: { answer: string } }) => [
        report.judgement.answer,
      ]),
    ).toEqual(trustCases.map(({ verdict }) => [answers[verdict]]));
  });

  it('shows, refreshes and keeps the roots of the policy', async () => {
    expect(await run(['roots', 'refresh'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('from its mirror, as of'),
    });
    expect(await run(['roots', 'show'], { fetch: refusedFetch })).toMatchObject(
      {
        code: 0,
        stdout: expect.stringContaining('from its mirror, in an earlier run'),
      },
    );
  });
});
