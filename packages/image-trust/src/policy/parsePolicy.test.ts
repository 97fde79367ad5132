import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { judgedCase } from '../__testUtils__/judgedCase';
import { mutateBytes, randomFrom } from '../__testUtils__/mutate';
import { evaluatePolicy } from './evaluatePolicy';
import { parsePolicy } from './parsePolicy';
import { formatProblem } from './Problem';

const good = readFileSync(
  join(__dirname, '__fixtures__', 'own-images.yaml'),
  'utf8',
);
const path = '/policies/image-trust.yaml';

/** The good policy with one text in place of another, which must be there. */
function changed(from: string, to: string): string {
  expect(good).toContain(from);
  return good.replace(from, to);
}

function problemsOf(text: string) {
  const parsed = parsePolicy(text, { path });
  return 'problems' in parsed ? parsed.problems : [];
}

describe('parsePolicy', () => {
  it('reads a policy, its files from where it is', () => {
    const parsed = parsePolicy(good, { path });
    expect(parsed).toMatchObject({
      policy: {
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        trustDomains: [
          { signers: 'certificates', root: { from: 'public-good' } },
          {
            signers: 'certificates',
            root: {
              from: 'tuf',
              mirrorUrl: 'https://tuf.example.com',
              initialRoot: '/policies/roots/internal.json',
            },
            thresholds: { log: 0, sct: 0, timestamps: 1 },
          },
          {
            signers: 'keys',
            keys: [
              {
                name: 'ci',
                path: '/policies/keys/ci.pub',
                validFor: { start: new Date('2026-01-01T00:00:00Z') },
              },
            ],
          },
        ],
      },
    });
  });

  it('reads the example of the README', () => {
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    const [, example] = /```yaml\n([^]*?)```/.exec(readme) ?? [];
    expect(problemsOf(example)).toEqual([]);
    expect(example).toContain('rules:');
  });

  it('identifies a policy by what it says, not by how and where it is written', () => {
    const digestOf = (text: string, at = path) => {
      const parsed = parsePolicy(text, { path: at });
      return 'policy' in parsed ? parsed.policy.digest : undefined;
    };
    const digest = digestOf(good);
    expect(digestOf(`# another comment\n${good}`)).toBe(digest);
    expect(digestOf(good, '/elsewhere/policy.yaml')).toBe(digest);
    expect(digestOf(changed('critical: 0', 'critical: 1'))).not.toBe(digest);
  });

  it.each([
    // Whatever accepts strangers.
    [
      'a subject that is a wildcard',
      'subject: https://github.com/acme/*/.github/workflows/release.yaml@refs/heads/main',
      "subject: '**'",
      'identities[0].subject',
      'begins with a wildcard',
    ],
    [
      'a subject that is empty',
      'subject: https://github.com/acme/*/.github/workflows/release.yaml@refs/heads/main',
      "subject: ''",
      'identities[0].subject',
      'must not be empty',
    ],
    [
      'a wildcard in the host',
      'subject: https://github.com/acme/*/.github',
      'subject: https://*.com/acme/x/.github',
      'identities[0].subject',
      'wildcard in its host',
    ],
    [
      'a wildcard behind a part of the host',
      'subject: https://github.com/acme/*/.github',
      'subject: https://github.com*/acme/x/.github',
      'identities[0].subject',
      'wildcard in its host',
    ],
    [
      'every owner',
      'subject: https://github.com/acme/*/.github',
      'subject: https://github.com/*/.github',
      'identities[0].subject',
      'accepts every owner',
    ],
    [
      'every owner whose name begins alike',
      'subject: https://github.com/acme/*/.github',
      'subject: https://github.com/acme*/x/.github',
      'identities[0].subject',
      'accepts every owner',
    ],
    [
      'a host before which a name could stand',
      'subject: https://github.com/acme/*/.github',
      'subject: https://github.com@evil.example/acme/*/.github',
      'identities[0].subject',
      'accepts every owner',
    ],
    [
      'a wildcard in a name that is no address',
      'subject: https://github.com/acme/scans/.github/workflows/scan.yaml@refs/heads/main',
      "subject: 'jane*@example.com'",
      'identities[2].subject',
      'is no address',
    ],
    [
      'no issuer',
      '    issuer: https://token.actions.githubusercontent.com\n    subject: https://github.com/acme/scans',
      '    subject: https://github.com/acme/scans',
      'identities[2].issuer',
      'any issuer could vouch',
    ],
    [
      'an issuer that is a pattern',
      'issuer: https://token.actions.githubusercontent.com',
      'issuer: https://token.*',
      'identities[0].issuer',
      'is a pattern',
    ],
    [
      'an identity that names nobody',
      '    subject: https://github.com/acme/scans/.github/workflows/scan.yaml@refs/heads/main\n',
      '',
      'identities[2]',
      'neither subject nor repository',
    ],
    [
      'a trust domain that nobody knows',
      '    trustDomain: public-good\n',
      '    trustDomain: public-god\n',
      'identities[0].trustDomain',
      'none of the trustDomains',
    ],
    [
      'a key that nobody knows',
      'key: ci',
      'key: cd',
      'identities[1].key',
      'is no key of',
    ],
    [
      'an issuer for a key',
      'key: ci',
      'key: ci\n    issuer: https://example.com',
      'identities[1].issuer',
      'is about certificates',
    ],
    [
      'a key for a certificate',
      '    ref: refs/heads/main\n',
      '    ref: refs/heads/main\n    key: ci\n',
      'identities[0].key',
      'trusts certificates',
    ],
    [
      'refs of pull requests',
      '    ref: refs/heads/main\n',
      "    ref: 'refs/**'\n",
      'identities[0].ref',
      'pull requests',
    ],
    [
      'any workflow',
      '    ref: refs/heads/main\n',
      "    workflow: '**'\n",
      'identities[0].workflow',
      'next to nothing',
    ],
    [
      'a component whose name only begins alike',
      'repository: ${component.repository}',
      'repository: ${component.repository}*',
      'identities[0].repository',
      'follows ${component.repository}',
    ],
    [
      'something that can not be referred to',
      'repository: ${component.repository}',
      'repository: https://github.com/${component.name}',
      'identities[0].repository',
      'nothing that can be referred to',
    ],
    // Whatever asks nothing.
    [
      'a rule that asks nothing',
      '    signed: { by: [release pipeline] }\n',
      '',
      'rules[0]',
      'asks nothing',
    ],
    [
      'provenance of anything',
      "      builders:\n        - https://github.com/acme/*/.github/workflows/release.yaml@refs/heads/main\n      repositories: ['${component.repository}']\n",
      '',
      'rules[1].built',
      'built from anything',
    ],
    [
      'any builder',
      '- https://github.com/acme/*/.github',
      '- https://github.com/**/.github',
      'rules[1].built.builders[0]',
      'accepts every owner',
    ],
    [
      'any repository',
      "repositories: ['${component.repository}']",
      "repositories: ['**']",
      'rules[1].built.repositories[0]',
      'begins with a wildcard',
    ],
    [
      'a repository with a ref',
      "repositories: ['${component.repository}']",
      'repositories: [https://github.com/acme/shop@refs/heads/main]',
      'rules[1].built.repositories[0]',
      'names a ref or commit',
    ],
    [
      'any ref',
      'refs: [refs/heads/main, refs/tags/v*]',
      "refs: ['*']",
      'rules[1].built.refs[0]',
      'pull requests',
    ],
    [
      'a scan with any findings',
      'max: { critical: 0, high: 2 }',
      'max: { unknown: 3 }',
      'rules[1].scanned.max',
      'limits no severity',
    ],
    [
      'a scan of any age',
      '      maxAge: 24h\n',
      '',
      'rules[1].scanned.maxAge',
      'is missing',
    ],
    [
      'any scanner',
      "scanners: ['pkg:github/aquasecurity/trivy@*']",
      "scanners: ['**']",
      'rules[1].scanned.scanners[0]',
      'accepts any scanner',
    ],
    [
      'an identity that nobody knows',
      'by: [scanner]',
      'by: [scaner]',
      'rules[1].scanned.by[0]',
      'none of the identities',
    ],
    [
      'nobody at all',
      'by: [scanner]',
      'by: []',
      'rules[1].scanned.by',
      'at least one',
    ],
    // Whatever would not count.
    [
      'a rule behind one that matches everything',
      'images: [registry.example.com/acme/**]\n      components: ',
      "images: ['**']\n      #",
      'rules[1]',
      'never applies',
    ],
    [
      'a rule without match',
      'images: [registry.example.com/acme/**, docker.io/acme/*]',
      '{}',
      'rules[1].match',
      'neither images nor components',
    ],
    [
      'an image without registry',
      'docker.io/acme/*',
      'acme/*',
      'rules[1].match.images[1]',
      'names no registry',
    ],
    [
      'an image with a tag',
      'docker.io/acme/*',
      'docker.io/acme/shop:1.0',
      'rules[1].match.images[1]',
      'has a tag or digest',
    ],
    [
      'a name twice',
      '- name: release key\n',
      '- name: scanner\n',
      'identities[2].name',
      'is used twice',
    ],
    [
      'a misspelt field',
      'ignoreUnfixed: true',
      'ignoreUnfix: true',
      'rules[1].scanned.ignoreUnfix',
      'is not a field here',
    ],
    [
      'a version that is not known',
      'image-trust.portolan.dev/v1',
      'image-trust.portolan.dev/v2',
      'apiVersion',
      "is not 'image-trust.portolan.dev/v1'",
    ],
    [
      'a domain without trusted time',
      'timestamps: 1',
      'timestamps: 0',
      'trustDomains[1].thresholds.timestamps',
      'lives for minutes',
    ],
    [
      'a mirror that is no address',
      'mirror: https://tuf.example.com',
      'mirror: tuf.example.com',
      'trustDomains[1].root.mirror',
      'no web address',
    ],
    [
      'a domain without anybody',
      '    root: public-good\n',
      '',
      'trustDomains[0]',
      'nobody to trust',
    ],
    [
      'a key with two sources',
      'path: keys/ci.pub',
      'path: keys/ci.pub\n        pem: x',
      'trustDomains[2].keys[0]',
      'both pem and path',
    ],
    [
      'a key that is none',
      'path: keys/ci.pub',
      'pem: x',
      'trustDomains[2].keys[0].pem',
      'BEGIN PUBLIC KEY',
    ],
    [
      'a key that ends before it starts',
      'validFrom: 2026-01-01T00:00:00Z',
      'validFrom: 2026-01-01T00:00:00Z\n        validUntil: 2025-01-01T00:00:00Z',
      'trustDomains[2].keys[0].validUntil',
      'not after validFrom',
    ],
  ])('refuses %s', (_, from, to, field, why) => {
    const text = changed(from, to);
    const problems = problemsOf(text);
    const found = problems.find(problem => problem.field === field);
    expect({ problems, found }).toMatchObject({
      found: { problem: expect.stringContaining(why) },
    });
    expect(found?.fix).toMatch(/\w+.*\.$/);
  });

  it('tells the line and column of what is wrong', () => {
    const text = changed('high: 2', 'high: -2');
    const line = text.split('\n').findIndex(each => each.includes('-2')) + 1;
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({
      line,
      column: text.split('\n')[line - 1].indexOf('high') + 1,
      field: 'rules[1].scanned.max.high',
    });
    expect(formatProblem(problem, 'image-trust.yaml')).toMatch(
      new RegExp(`^image-trust.yaml:${line}:\\d+ rules\\[1\\]`),
    );
  });

  it('refuses a private key where a public one belongs', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    const text = changed(
      'path: keys/ci.pub',
      `pem: ${JSON.stringify(pem.toString())}`,
    );
    expect(problemsOf(text)).toMatchObject([
      { problem: expect.stringContaining('BEGIN PUBLIC KEY') },
    ]);
  });

  it.each([
    ['nothing', '', 1],
    ['a text', 'hello', 1],
    ['broken YAML', 'rules: [\n  a: b: c', 2],
    ['a key twice', 'kind: a\nkind: b', 2],
    ['a tag that makes something', 'kind: !!js/function "x"', 1],
    [
      'aliases that grow without end',
      `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
        .split('')
        .map((name, index) => {
          const last = 'abcdefgh'[index];
          return `${name}: &${name} [${Array(9).fill(`*${last}`).join(', ')}]`;
        })
        .join('\n')}`,
      1,
    ],
    ['a prototype', '__proto__: { kind: x }', 1],
    ['too much', 'x'.repeat(2_000_000), 1],
  ])('refuses %s', (_, text, line) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0].line).toBe(line);
  });

  it('never throws, whatever is written, and never takes strangers in', () => {
    const random = randomFrom(5);
    const now = new Date('2026-03-02T12:00:00Z');
    const { evidence } = judgedCase('everything as it should be');
    const mallory = {
      ...evidence,
      items: evidence.items.map(item => ({
        ...item,
        verdict:
          item.verdict.result === 'verified' &&
          item.verdict.signer.kind === 'certificate'
            ? {
                ...item.verdict,
                signer: {
                  ...item.verdict.signer,
                  identity:
                    'https://github.com/mallory/shop/.github/workflows/release.yaml@refs/heads/main',
                  build: {
                    sourceRepository: 'https://github.com/mallory/shop',
                  },
                },
              }
            : item.verdict,
      })),
    };
    let accepted = 0;
    const refused: number[] = [];
    for (let round = 0; round < 1500; round++) {
      let bytes = mutateBytes(Buffer.from(good), random);
      for (let more = random(3); more > 0; more--) {
        bytes = mutateBytes(bytes, random);
      }
      const parsed = parsePolicy(bytes.toString('utf8'), { path });
      if ('problems' in parsed) {
        refused.push(parsed.problems.length);
        continue;
      }
      accepted += 1;
      const { answer } = evaluatePolicy(mallory, {
        policy: parsed.policy,
        now,
        component: {
          name: 'component:default/shop',
          repository: 'https://github.com/acme/shop',
        },
      });
      expect(answer).not.toBe('pass');
    }
    expect(Math.min(...refused)).toBeGreaterThan(0);
    // Damage in comments and names leaves a policy: both ways were gone.
    expect(accepted).toBeGreaterThan(50);
  });
});
