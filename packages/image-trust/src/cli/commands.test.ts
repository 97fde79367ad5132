import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
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
import { runCli } from '../__testUtils__/runCli';

const fixtures = join(__dirname, '../policy/__fixtures__');
const image = 'registry.example.com/acme/shop:1';

describe('image-trust', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'cli-'));
    cpSync(fixtures, cwd, { recursive: true });
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  const run: typeof runCli = (argv, io) =>
    runCli(argv, { cwd, env: { HOME: cwd }, ...io });

  it.each([
    ['--help'],
    ['verify --help'],
    ['inspect --help'],
    ['policy check --help'],
    ['policy test --help'],
    ['roots show --help'],
    ['roots refresh --help'],
    ['evidence export --help'],
    ['completion --help'],
  ])('answers %s on stdout with 0, and shows examples', async words => {
    const ended = await run(words.split(' '));
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/\nExamples:\n {2}\S/);
  });

  it('knows its version', async () => {
    const { version } = JSON.parse(
      readFileSync(join(__dirname, '../../package.json'), 'utf8'),
    );
    expect(await run(['--version'])).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  it.each([[''], ['policy'], ['roots'], ['evidence'], ['completion']])(
    "needs more than '%s'",
    async words => {
      const ended = await run(words.split(' ').filter(Boolean));
      expect(ended).toMatchObject({ code: 3, stdout: '' });
      expect(ended.stderr).not.toBe('');
    },
  );

  describe('inspect', () => {
    const key = keyTypes.Ed25519();
    const registry = new MemoryRegistry();
    const digest = registry.putImage('content', '1');
    registry.attachBundle(
      digest,
      keySignedBundle(statementAbout(digest), { key }),
    );
    const { fetch } = registry;

    it('shows who signed as a tree and as JSON, and judges nothing', async () => {
      writeFileSync(join(cwd, 'ci.pub'), pemOf(key.publicKey));
      writeFileSync(
        join(cwd, 'image-trust.yaml'),
        `
apiVersion: image-trust.portolan.dev/v1
kind: ImageTrustPolicy
trustDomains: [{ name: release, keys: [{ name: ci, path: ci.pub }] }]
identities: [{ name: ci, trustDomain: release, key: ci }]
rules: [{ name: all, match: { images: [registry.example.com/**] }, signed: { by: [ci] } }]
`,
      );
      const tree = await run(['inspect', image], { fetch });
      expect(tree).toMatchObject({ code: 0, stderr: '' });
      expect(tree.stdout).toContain("key 'ci'");
      const json = await run(['inspect', image, '--format', 'json'], { fetch });
      const report = JSON.parse(json.stdout);
      expect(report).toMatchObject({
        kind: 'ImageTrustReport',
        image: { reference: image, digest },
        evidence: [{ result: 'verified' }],
      });
      expect(report.judgement).toBeUndefined();
    });

    it('says with 2 that an image is not there', async () => {
      const gone = 'registry.example.com/acme/shop:gone';
      const ended = await run(['inspect', gone, '--no-refresh'], { fetch });
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      expect(ended.stderr).toContain(`${gone} (NOT_FOUND)`);
    });
  });

  describe('policy', () => {
    it('says what a policy holds', async () => {
      const ended = await run(['policy', 'check', 'own-images.yaml']);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(ended.stdout).toContain('rules          payments, our images');
    });

    it('names every line that is wrong, with 3', async () => {
      const text = readFileSync(join(cwd, 'own-images.yaml'), 'utf8');
      writeFileSync(
        join(cwd, 'wrong.yaml'),
        text
          .replace('issuer: https://token', 'isuer: https://token')
          .replace('maxAge: 24h', 'maxAge: soon'),
      );
      const ended = await run(['policy', 'check', 'wrong.yaml']);
      expect(ended).toMatchObject({ code: 3, stdout: '' });
      expect(ended.stderr).toMatch(
        /wrong\.yaml:\d+:\d+ identities\[0\]\.isuer is not a field here/,
      );
      expect(ended.stderr).toMatch(/wrong\.yaml:\d+:\d+ rules\[1\].*maxAge/);
    });

    it('holds a policy to its cases', async () => {
      const argv = ['policy', 'test', 'own-images.yaml'];
      const good = await run([...argv, 'own-images.cases.yaml']);
      expect(good).toMatchObject({ code: 0, stderr: '' });
      expect(good.stdout).toMatch(/(\d+) of \1 cases as expected\.\n$/);

      const text = readFileSync(join(cwd, 'own-images.cases.yaml'), 'utf8');
      const other = text.replace('answer: pass', 'answer: fail');
      writeFileSync(join(cwd, 'other.cases.yaml'), other);
      const bad = await run([...argv, 'other.cases.yaml']);
      expect(bad.code).toBe(1);
      expect(bad.stdout).toContain('answer: expected fail, got pass.');

      expect(await run([...argv, 'own-images.yaml'])).toMatchObject({
        code: 3,
        stderr: expect.stringContaining(
          'cases own-images.yaml can not be used',
        ),
      });
    });
  });

  describe('roots', () => {
    it('shows what can be used, and what not', async () => {
      const argv = ['roots', 'show', '--policy', 'own-images.yaml'];
      const ended = await run(argv);
      expect(ended.code).toBe(2);
      expect(ended.stdout).toContain('from what this program was shipped with');
      expect(ended.stdout).toContain('can not be used (ROOT_UNREADABLE)');
      expect(ended.stdout).toContain('can not be used (KEY_INVALID)');
      expect(await run(['roots', 'show'])).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^public-good\n/),
      });
    });
  });

  describe('completion', () => {
    const complete = async (line: string) => {
      const { stdout } = await run(['completion', 'bash']);
      const words = line.split(' ');
      const script = `${stdout}
COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
_image_trust
printf '%s\\n' "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['--norc', '-c', script], {
        encoding: 'utf8',
      })
        .trim()
        .split('\n');
    };

    it('offers commands, options and their values in bash', async () => {
      expect(await complete('image-trust p')).toEqual(['policy']);
      expect(await complete('image-trust policy ')).toEqual(
        expect.arrayContaining(['check', 'test', '--help']),
      );
      expect(await complete('image-trust verify r.example/a --pl')).toEqual([
        '--platform',
        '--plain-http',
      ]);
      expect(await complete('image-trust verify --format s')).toEqual([
        'sarif',
      ]);
      expect(await complete('image-trust evidence export x --o')).toEqual([
        '--output',
      ]);
    });

    it.each(['zsh', 'fish'])('has a script for %s', async shell => {
      const { stdout, code } = await run(['completion', shell]);
      expect(code).toBe(0);
      expect(stdout).toContain('trust-exported-roots');
    });

    it('knows no other shell', async () => {
      const ended = await run(['completion', 'csh']);
      expect(ended).toMatchObject({ code: 3, stdout: '' });
      expect(ended.stderr).toContain('Give bash, zsh or fish');
    });
  });
});
