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
import {
  TrustCase,
  trustCases,
  verdictExitCodes,
} from '@portolan/sandbox/trust-cases';
import { Ended, refusedFetch, runCli } from '../__testUtils__/runCli';
import { exitCodes } from './ExitCode';

const repositoryRoot = join(__dirname, '../../../..');
const organization = 'meridian';
const minute = 60_000;
const named = trustCases.map(each => [each.name, each] as const);

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

  it.each(named)(
    'says what it must of %s',
    async (_, { image, verdict }) => {
      const ended = await run([
        ...['verify', referenceOf(image), ...componentOf(image)],
      ]);
      expect(ended).toMatchObject({
        code: verdictExitCodes[verdict],
        stderr: '',
      });
    },
    minute,
  );

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

  describe('when everything is gone that it could ask', () => {
    const online = new Map<string, Ended>();
    const exportCodes: Record<string, number> = {};

    beforeAll(async () => {
      for (const { name, image } of trustCases) {
        const reference = referenceOf(image);
        const verify = ['verify', reference, ...componentOf(image)];
        online.set(name, await run(verify));
        const exported = await run([
          ...['evidence', 'export', reference, '--output', `evidence-${name}`],
        ]);
        exportCodes[name] = exported.code;
      }
      await sandbox.close();
    }, 5 * minute);

    const runOffline: typeof run = argv => run(argv, { fetch: refusedFetch });
    const offline = ({ name, image }: TrustCase) => [
      ...['verify', '--evidence', `evidence-${name}`],
      ...componentOf(image),
    ];

    it('had exported all that could be read', () => {
      expect(exportCodes).toEqual(
        Object.fromEntries(
          trustCases.map(({ name, verdict }) => [
            name,
            verdict === 'unknown' ? exitCodes.unknown : exitCodes.accepted,
          ]),
        ),
      );
    });

    it.each(named)(
      'says the same of %s, word for word, by roots from before',
      async (name, described) => {
        expect(await runOffline(offline(described))).toEqual(online.get(name));
      },
      minute,
    );

    it.each(named)(
      'says the same of %s by the exported roots, where it may trust them',
      async (name, described) => {
        const argv = [...offline(described), '--no-cache'];
        expect(await runOffline([...argv, '--trust-exported-roots'])).toEqual(
          online.get(name),
        );
      },
      minute,
    );

    it('accepts nothing by exported roots that nobody said to trust', async () => {
      const [described] = trustCases;
      const ended = await runOffline([...offline(described), '--no-cache']);
      expect(ended.code).toBe(exitCodes.unknown);
      expect(ended.stderr).toContain('--trust-exported-roots');
    });
  });
});
