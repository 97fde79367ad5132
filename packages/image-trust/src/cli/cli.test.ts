import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  keySignedBundle,
  keyTypes,
  pemOf,
  statementAbout,
} from '../__testUtils__/keySigned';
import { MemoryRegistry } from '../__testUtils__/MemoryRegistry';
import { refusedFetch, runCli } from '../__testUtils__/runCli';
import { reportListSchema } from '../report/ReportList';

const key = keyTypes['ECDSA P-256']();
const image = 'registry.example.com/acme/shop';
const policy = `
apiVersion: image-trust.portolan.dev/v1
kind: ImageTrustPolicy
trustDomains:
  - name: release
    keys: [{ name: ci, path: ci.pub }]
identities:
  - { name: release key, trustDomain: release, key: ci }
rules:
  - name: our images
    match: { images: [registry.example.com/acme/**] }
    signed: { by: [release key] }
`;

describe('image-trust', () => {
  const registry = new MemoryRegistry();
  const signed = registry.putImage('signed', 'signed');
  registry.attachBundle(
    signed,
    keySignedBundle(statementAbout(signed), { key }),
  );
  const unsigned = registry.putImage('unsigned', 'unsigned');
  registry.faults.set(
    'manifests/denied',
    () => new Response('{}', { status: 403 }),
  );
  const { fetch } = registry;
  let cwd: string;

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'cli-'));
    writeFileSync(join(cwd, 'image-trust.yaml'), policy);
    writeFileSync(join(cwd, 'ci.pub'), pemOf(key.publicKey));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  const run: typeof runCli = (argv, io) =>
    runCli(argv, { cwd, env: { HOME: cwd }, fetch, ...io });

  describe('verify', () => {
    it('accepts what the policy of the folder accepts, with 0', async () => {
      const ended = await run(['verify', `${image}:signed`]);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(ended.stdout).toContain('● accepted');
    });

    it('refuses what nobody signed, with 1', async () => {
      const ended = await run(['verify', `${image}:unsigned`]);
      expect(ended.code).toBe(1);
      expect(ended.stdout).toContain('NOTHING_FOUND');
    });

    it.each([
      ['a tag that is not there', 'missing', 'NOT_FOUND'],
      ['a registry that denies access', 'denied', 'DENIED'],
    ])('says unknown of %s, with 2', async (_, tag, reason) => {
      const ended = await run(['verify', `${image}:${tag}`]);
      expect(ended.code).toBe(2);
      expect(ended.stdout).toContain(reason);
    });

    it('lets nothing that a file says steer the terminal', async () => {
      const evil = '\u001b]0;pwned\u0007\u001b[2Jok';
      const ended = await run(['verify', '-f', '-'], { stdin: evil });
      expect(ended.code).toBe(3);
      expect(ended.stderr).not.toMatch(/(?!\n)\p{C}/u);
      expect(ended.stderr).toContain('pwned');
    });

    it('says unknown where no network is', async () => {
      const ended = await run(['verify', `${image}:signed`], {
        fetch: async () => {
          throw new TypeError('fetch failed');
        },
      });
      expect(ended.code).toBe(2);
      expect(ended.stdout).toContain('UNREACHABLE');
    }, 20_000);

    it('does not go on asking a registry that is down, and asks the others', async () => {
      const asked = new Map<string, number>();
      const images = Array.from(
        { length: 12 },
        (_, index) => `down.example.com/acme/shop:${index}`,
      );
      const ended = await run(['verify', ...images, `${image}:signed`], {
        fetch: async (input, init) => {
          const { host } = new URL(String(input));
          asked.set(host, (asked.get(host) ?? 0) + 1);
          if (host !== 'down.example.com') return fetch(input, init);
          throw new TypeError('fetch failed');
        },
      });
      expect(ended.code).toBe(2);
      expect(ended.stdout).toContain('● accepted');
      expect(ended.stdout.match(/◇ unknown/g)).toHaveLength(12);
      expect(ended.stdout).toContain(
        'not asked: down.example.com did not answer',
      );
      // Four at a time are on their way before it is clear, each with three retries.
      expect(asked.get('down.example.com')).toBeLessThanOrEqual(6 * 4);
    }, 20_000);

    it('says unknown of an image that no rule is about', async () => {
      const ended = await run(['verify', `other.example.com/acme/shop:signed`]);
      expect(ended.code).toBe(2);
      expect(ended.stdout).toContain('NO_RULE');
    });

    it.each([
      [['signed', 'signed'], 0],
      [['signed', 'missing'], 2],
      [['missing', 'unsigned', 'signed'], 1],
    ])('lets the worst of %j decide', async (tags, code) => {
      const images = tags.map(tag => `${image}:${tag}`);
      expect(await run(['verify', ...images])).toMatchObject({ code });
    });

    it('judges nothing without a policy', async () => {
      rmSync(join(cwd, 'image-trust.yaml'));
      const ended = await run(['verify', `${image}:signed`], {
        fetch: refusedFetch,
      });
      expect(ended).toMatchObject({ code: 3, stdout: '' });
      expect(ended.stderr).toContain('--policy is missing');
    });

    it.each([
      ['no image at all', ['verify'], 'the image is missing'],
      ['what is no reference', ['verify', 'a b'], 'names no image'],
      ['an unknown option', ['verify', '--nope'], "unknown option '--nope'"],
      [
        'an unknown format',
        ['verify', 'a', '--format', 'x'],
        'Allowed choices',
      ],
      ['an unknown command', ['prove'], "unknown command 'prove'"],
      ['no platform', ['verify', 'a', '--platform', 'arm'], '--platform arm'],
      [
        'a host that is none',
        ['verify', 'a', '--plain-http', 'http://x'],
        '--plain-http http://x is no host',
      ],
      [
        'a count that is none',
        ['verify', 'a', '--concurrency', '0'],
        'Give a whole number',
      ],
      [
        'a missing file',
        ['verify', '--file', 'gone.txt'],
        '--file gone.txt can not be read',
      ],
      [
        'a missing policy',
        ['verify', 'a', '--policy', 'gone.yaml'],
        'policy gone.yaml can not be read',
      ],
      [
        'a summary by nobody',
        ['verify', 'a', '--format', 'vsa'],
        '--verifier is missing',
      ],
      [
        'a repository of nobody',
        ['verify', 'a', '--repository', 'x'],
        '--repository needs --component',
      ],
      [
        'roots of no evidence',
        ['verify', 'a', '--trust-exported-roots'],
        '--trust-exported-roots needs --evidence',
      ],
      [
        'no evidence',
        ['verify', '--evidence', 'gone'],
        'index.json can not be read',
      ],
    ])('ends with 3 for %s', async (_, argv, problem) => {
      const ended = await run(argv, { fetch: refusedFetch });
      expect(ended).toMatchObject({ code: 3, stdout: '' });
      expect(ended.stderr).toContain(problem);
    });

    it('reads images from a list and from manifests, each once', async () => {
      const list = `${image}:signed\n${image}:unsigned # not yet\n${image}:signed\n`;
      const fromList = await run(['verify', '-f', '-', '--format', 'json'], {
        stdin: list,
      });
      expect(fromList.code).toBe(1);
      const printed = JSON.parse(fromList.stdout);
      expect(reportListSchema.strict().parse(printed)).toEqual(printed);
      expect(printed).toMatchObject({
        kind: 'ImageTrustReportList',
        answer: 'fail',
        reports: [
          { image: { digest: signed }, judgement: { answer: 'pass' } },
          { image: { digest: unsigned }, judgement: { answer: 'fail' } },
        ],
        unresolved: [],
      });
      writeFileSync(
        join(cwd, 'rendered.yaml'),
        `kind: Pod\nspec: { containers: [{ name: a, image: '${image}:signed' }] }\n`,
      );
      expect(await run(['verify', '-f', 'rendered.yaml'])).toMatchObject({
        code: 0,
      });
    });

    it('says how far many images are on stderr, and results alone on stdout', async () => {
      const images = ['signed', 'unsigned', 'missing'];
      const argv = ['verify', ...images.map(tag => `${image}:${tag}`)];
      const ended = await run([...argv, '--format', 'json']);
      expect(JSON.parse(ended.stdout).unresolved).toMatchObject([
        { reference: `${image}:missing`, code: 'NOT_FOUND' },
      ]);
      expect(ended.stderr).toMatch(
        /3 of 3 images: 1 accepted, 1 refused, 1 unknown\n$/,
      );
      expect((await run([...argv, '--quiet'])).stderr).toBe('');
    });

    it('verifies many images on all processors', async () => {
      const tags = Array.from({ length: 20 }, (_, index) => `many-${index}`);
      const digests = tags.map(tag => {
        const digest = registry.putImage(tag, tag);
        const bundle = keySignedBundle(statementAbout(digest), { key });
        registry.attachBundle(digest, bundle);
        return digest;
      });
      const ended = await run(['verify', '-f', '-', '--format', 'json'], {
        stdin: tags.map(tag => `${image}:${tag}`).join('\n'),
      });
      expect(ended.code).toBe(0);
      const { reports } = JSON.parse(ended.stdout);
      expect(
        reports.map((report: { image: { digest: string } }) => report.image),
      ).toMatchObject(digests.map(digest => ({ digest })));
      expect(ended.stderr.split('\n')).toHaveLength(11);
    }, 30_000);

    it('is coloured on a terminal only, and not where NO_COLOR is set', async () => {
      const argv = ['verify', `${image}:signed`];
      const escape = '\u001b[';
      expect((await run(argv, { terminal: true })).stdout).toContain(escape);
      expect((await run(argv)).stdout).not.toContain(escape);
      const env = { HOME: cwd, NO_COLOR: '1' };
      expect((await run(argv, { terminal: true, env })).stdout).not.toContain(
        escape,
      );
    });

    it('writes SARIF in which no image is lost', async () => {
      const argv = ['verify', `${image}:unsigned`, `${image}:missing`];
      const { stdout } = await run([...argv, '--format', 'sarif']);
      expect(JSON.parse(stdout).runs).toMatchObject([
        {
          results: [{ ruleId: 'NOTHING_FOUND', level: 'error' }],
          invocations: [
            {
              executionSuccessful: false,
              toolExecutionNotifications: [
                {
                  message: {
                    text: expect.stringContaining(`${image}:missing`),
                  },
                },
              ],
            },
          ],
        },
      ]);
    });

    it('writes a summary for each image that could be judged', async () => {
      const { stdout, stderr, code } = await run([
        'verify',
        ...[`${image}:signed`, `${image}:unsigned`, `${image}:missing`],
        ...['--format', 'vsa', '--quiet'],
        ...['--verifier', 'https://ci.example.com/image-trust'],
      ]);
      const statements = stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line));
      expect(statements).toMatchObject([
        {
          subject: [{ digest: { sha256: signed.slice(7) } }],
          predicate: { verificationResult: 'PASSED' },
        },
        { predicate: { verificationResult: 'FAILED' } },
      ]);
      expect(stderr).toContain('1 of 3 images could not be judged');
      expect(code).toBe(1);
    });

    it('asks for little when it knows an image already', async () => {
      await run(['verify', `${image}:signed`]);
      registry.asked.length = 0;
      await run(['verify', `${image}@${signed}`]);
      // Referrers and the two tags may have changed; content can not have.
      expect(registry.asked).toEqual([
        `referrers/${signed}`,
        `manifests/${signed.replace(':', '-')}.sig`,
        `manifests/${signed.replace(':', '-')}.att`,
      ]);
      expect(readdirSync(join(cwd, '.cache/image-trust')).sort()).toEqual([
        'content',
        'verdicts',
      ]);
    });

    it('keeps nothing where it is told so, or can not', async () => {
      expect(
        await run(['verify', `${image}:signed`, '--no-cache']),
      ).toMatchObject({ code: 0, stderr: '' });
      expect(readdirSync(cwd)).not.toContain('.cache');
      writeFileSync(join(cwd, 'file'), '');
      const home = { env: { HOME: join(cwd, 'file') } };
      const ended = await run(['verify', `${image}:signed`], home);
      expect(ended.code).toBe(0);
      expect(ended.stderr).toContain('keeps nothing for the next run');
      expect(
        await run(['verify', `${image}:signed`, '--cache', 'file/x']),
      ).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('--cache file/x can not be written to'),
      });
    });
  });

  describe('with --github', () => {
    const attested = registry.putImage('attested at GitHub', 'attested');
    const bundle = keySignedBundle(statementAbout(attested), { key });
    const asked: { path: string; authorization: string | null }[] = [];
    const withGitHub: typeof fetch = async (input, init) => {
      const { host, pathname } = new URL(String(input));
      if (host !== 'api.github.com') return fetch(input, init);
      const headers = new Headers(init?.headers);
      const authorization = headers.get('authorization');
      asked.push({ path: pathname, authorization });
      return new Response(JSON.stringify({ attestations: [{ bundle }] }));
    };
    const argv = [`${image}:attested`, '--github', 'acme/shop'];

    it('accepts what is attested there alone, and is silent of its token', async () => {
      const env = { HOME: cwd, GITHUB_TOKEN: 'a-secret' };
      const ended = await run(['verify', ...argv], { fetch: withGitHub, env });
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(asked).toEqual([
        {
          path: `/repos/acme/shop/attestations/${attested}`,
          authorization: 'Bearer a-secret',
        },
      ]);
      expect(await run(['verify', `${image}:attested`])).toMatchObject({
        code: 1,
      });
      const out = ['--output', 'github'];
      await run(['evidence', 'export', ...argv, ...out], {
        fetch: withGitHub,
        env,
      });
      const text = readFileSync(join(cwd, 'github/index.json'), 'utf8');
      expect(text).toContain('api.github.com');
      expect(text).not.toContain('a-secret');
      const offline = [
        ...['verify', '--evidence', 'github', '--github', 'acme/shop'],
        '--no-cache',
      ];
      const read = await run(offline, { fetch: refusedFetch });
      expect(read.stdout).toBe(ended.stdout);
      const other = offline.map(word => word.replace('acme/shop', 'acme'));
      expect(await run(other, { fetch: refusedFetch })).toMatchObject({
        code: 2,
        stdout: expect.stringContaining('EVIDENCE_UNREADABLE'),
      });
    });

    it('stays unknown while GitHub does not answer', async () => {
      const ended = await run(['verify', ...argv], {
        fetch: async (input, init) =>
          String(input).includes('api.github.com')
            ? new Response('', { status: 403 })
            : fetch(input, init),
      });
      expect(ended.code).toBe(2);
      expect(ended.stdout).toContain('EVIDENCE_UNREADABLE');
    });

    it.each(['acme/shop/x', '../acme', ''])(
      "knows no owner '%s'",
      async owner => {
        const ended = await run(['verify', image, '--github', owner], {
          fetch: refusedFetch,
        });
        expect(ended).toMatchObject({ code: 3, stdout: '' });
        expect(ended.stderr).toContain('--github can not be used');
      },
    );
  });

  describe('evidence', () => {
    const exported = async (...tags: string[]) => {
      const images = tags.map(tag => `${image}:${tag}`);
      const ended = await run(['evidence', 'export', ...images, '-o', 'out']);
      return { ...ended, directory: join(cwd, 'out') };
    };
    const offline = (argv: string[] = []) =>
      run(['verify', '--evidence', 'out', '--no-cache', ...argv], {
        fetch: refusedFetch,
      });

    it('verifies without a network what was exported', async () => {
      const written = await exported('signed', 'unsigned');
      expect(written).toMatchObject({ code: 0 });
      expect(written.stdout).toContain(`${image}:signed ${signed}\n`);
      expect(await offline()).toMatchObject({ code: 1 });
      const ended = await offline([`${image}:signed`, '--format', 'json']);
      expect(ended.code).toBe(0);
      expect(JSON.parse(ended.stdout).reports).toMatchObject([
        { complete: true, cost: { requests: 0 } },
      ]);
    });

    it('takes the directory with the digest that was printed, and no other', async () => {
      const { stdout } = await exported('signed');
      const [, digest] = /^out (.*)$/m.exec(stdout) ?? [];
      expect(await offline(['--evidence-digest', digest])).toMatchObject({
        code: 0,
      });
      const ended = await offline(['--evidence-digest', signed]);
      expect(ended).toMatchObject({ code: 3, stdout: '' });
      expect(ended.stderr).toContain(digest);
    });

    it('does not take what was not exported for missing, nor for an outage', async () => {
      await exported('signed');
      const strange = ['a', 'b', 'c', 'd'].map(tag => `${image}:${tag}`);
      const some = await offline([...strange, `${image}:signed`, '--quiet']);
      expect(some.code).toBe(2);
      expect(some.stdout).toContain('● accepted');
      const ended = await offline([`${image}:unsigned`]);
      expect(ended.code).toBe(2);
      expect(ended.stdout).toContain('UNREACHABLE');
      expect(ended.stdout).toContain('it was not exported');
    });

    it('exports what it could, says what not, and stays unknown', async () => {
      registry.faults.set(
        `manifests/${unsigned.replace(':', '-')}.sig`,
        () => new Response('{}', { status: 403 }),
      );
      const written = await exported('unsigned');
      registry.faults.delete(`manifests/${unsigned.replace(':', '-')}.sig`);
      expect(written.code).toBe(2);
      expect(written.stderr).toContain('DENIED');
      expect(await offline()).toMatchObject({ code: 2 });
    });

    it('notices every file that was changed', async () => {
      const { directory } = await exported('signed');
      const blobs = join(directory, 'blobs/sha256');
      const files = readdirSync(blobs);
      expect(files.length).toBe(3);
      for (const file of files) {
        mkdirSync(join(cwd, 'kept'), { recursive: true });
        const kept = join(cwd, 'kept', file);
        copyFileSync(join(blobs, file), kept);
        writeFileSync(join(blobs, file), '{"manifests":[]}');
        const ended = await offline();
        expect(ended).toMatchObject({ code: 2 });
        expect(ended.stdout + ended.stderr).toMatch(
          /DIGEST_MISMATCH|EVIDENCE_UNREADABLE/,
        );
        copyFileSync(kept, join(blobs, file));
      }
      expect(await offline()).toMatchObject({ code: 0 });
    });

    it('leaves nothing behind when it fails, and overwrites nothing', async () => {
      expect(await exported('missing')).toMatchObject({ code: 2 });
      mkdirSync(join(cwd, 'there'));
      const ended = await run([
        ...['evidence', 'export', `${image}:signed`, '-o', 'there'],
      ]);
      expect(ended.code).toBe(3);
      expect(ended.stderr).toContain('there exists already');
      expect(readdirSync(cwd).filter(name => name.includes('partial'))).toEqual(
        [],
      );
    });
  });
});
