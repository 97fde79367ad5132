import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutateJson, randomFrom } from '../__testUtils__/mutate';
import { readPredicate } from './readPredicate';

const folder = join(__dirname, '__fixtures__');
const names = readdirSync(folder).map(file => file.replace(/\.json$/, ''));
const textOf = (name: string) =>
  readFileSync(join(folder, `${name}.json`), 'utf8');
const parse = (text: string): { predicateType: string; predicate: unknown } =>
  JSON.parse(text);

function read(name: string) {
  return readPredicate({ subjects: [], ...parse(textOf(name)) });
}

const commit = '41d0be7c2f5a4e6b8d9c0a1b2c3d4e5f60718293';
const github = 'https://github.com/acme/shop';
const started = new Date('2026-03-01T09:58:00Z');
const finished = new Date('2026-03-01T10:00:00Z');
const generator =
  'https://github.com/slsa-framework/slsa-github-generator/.github/workflows';

describe('readPredicate, provenance', () => {
  it.each([
    [
      'github-slsa-v1',
      {
        version: 'v1',
        builder: `${github}/.github/workflows/release.yaml@refs/heads/main`,
        source: {
          repository: github,
          commit,
          ref: 'refs/heads/main',
          entryPoint: '.github/workflows/release.yaml',
        },
        invocation: `${github}/actions/runs/982/attempts/1`,
      },
    ],
    [
      'slsa-github-generator-container-v02',
      {
        version: 'v0.2',
        builder: `${generator}/generator_container_slsa3.yml@refs/tags/v2.0.0`,
        source: {
          repository: github,
          commit,
          ref: 'refs/tags/v1.8.2',
          entryPoint: '.github/workflows/release.yaml',
        },
        invocation: '982-1',
      },
    ],
    [
      'slsa-github-generator-docker-v1',
      {
        version: 'v1',
        builder: `${generator}/builder_container-based_slsa3.yml@refs/tags/v2.0.0`,
        source: { repository: github, commit, ref: 'refs/heads/main' },
        startedAt: started,
      },
    ],
    [
      'gitlab-runner-v1',
      {
        version: 'v1',
        builder: 'https://gitlab.com/acme/shop/-/runners/12270835',
        source: {
          repository: 'https://gitlab.com/acme/shop',
          commit,
          entryPoint: 'build-image',
        },
        invocation: '4711',
        startedAt: started,
        finishedAt: finished,
      },
    ],
    [
      'gitlab-runner-v02',
      {
        version: 'v0.2',
        source: {
          repository: 'https://gitlab.com/acme/shop',
          commit,
          entryPoint: 'build-image',
        },
      },
    ],
    [
      'buildkit-local-context-v02',
      {
        version: 'v0.2',
        builder: undefined,
        buildType: 'https://mobyproject.org/buildkit@v1',
        source: { repository: github, commit, ref: undefined },
        invocation: 'rpv7a389uzil5lqmrgwhijwjz',
      },
    ],
    [
      'buildkit-git-context-v02',
      {
        version: 'v0.2',
        source: {
          repository: github,
          commit,
          ref: 'refs/heads/main',
          entryPoint: 'Dockerfile',
        },
      },
    ],
    [
      'buildkit-git-context-v1',
      {
        version: 'v1',
        source: {
          repository: github,
          commit,
          ref: 'refs/heads/main',
          entryPoint: 'Dockerfile',
        },
        invocation: 'rpv7a389uzil5lqmrgwhijwjz',
      },
    ],
    [
      'buildkit-local-context-v1',
      // A dirty working tree is no commit.
      { version: 'v1', source: { repository: github, commit: undefined } },
    ],
    [
      'google-cloud-build-v1',
      {
        version: 'v1',
        builder: 'https://cloudbuild.googleapis.com/GoogleHostedWorker',
        source: {
          repository: github,
          commit,
          ref: 'refs/heads/main',
          entryPoint: 'cloudbuild.yaml',
        },
      },
    ],
    [
      'google-cloud-build-v01',
      {
        version: 'v0.1',
        builder: 'https://cloudbuild.googleapis.com/GoogleHostedWorker@v0.3',
        buildType: 'https://cloudbuild.googleapis.com/CloudBuildYaml@v0.1',
        source: { repository: github, commit, entryPoint: 'cloudbuild.yaml' },
        invocation: '48b818ed',
      },
    ],
    [
      // The pipeline's own repository is not what was built.
      'tekton-chains-v02',
      {
        version: 'v0.2',
        builder: 'https://tekton.dev/chains/v2',
        source: { repository: github, commit },
      },
    ],
    [
      'tekton-chains-v1',
      {
        version: 'v1',
        builder: 'https://tekton.dev/chains/v2',
        source: { repository: github, commit },
        invocation: '5d6fbd23-3e3b-4d4e-9a6d-000000000001',
        finishedAt: finished,
      },
    ],
  ])('reads %s', (name, expected) => {
    expect(read(name)).toMatchObject({ kind: 'provenance', ...expected });
  });

  it('names no source where two repositories could be meant', () => {
    const { predicateType, predicate } = parse(
      textOf('tekton-chains-v1').replace('"pipeline"', '"inputs/other"'),
    );
    expect(
      readPredicate({ subjects: [], predicateType, predicate }),
    ).toMatchObject({ kind: 'provenance', source: undefined });
  });

  it('drops credentials that a builder wrote down', () => {
    const text = textOf('github-slsa-v1').replace(
      `"repository": "${github}"`,
      '"repository": "https://token:secret@github.com/acme/shop"',
    );
    expect(text).toContain('secret');
    const predicate = readPredicate({ subjects: [], ...parse(text) });
    expect(JSON.stringify(predicate)).not.toContain('secret');
    expect(predicate).toMatchObject({ source: { repository: github, commit } });
  });
});

describe('readPredicate, scans', () => {
  const scannedAt = new Date('2026-03-01T10:00:05Z');

  it('reads Trivy in Cosign’s form, each finding once', () => {
    expect(read('cosign-vuln-trivy')).toEqual({
      kind: 'vulnerabilities',
      scanner: {
        uri: 'pkg:github/aquasecurity/trivy@0.69.0',
        version: '0.69.0',
      },
      databaseUpdatedAt: undefined,
      scannedAt,
      readable: true,
      fixesKnown: true,
      findings: [
        {
          id: 'CVE-2026-1234',
          severity: 'critical',
          package: 'openssl',
          installedVersion: '3.0.11',
          fixedVersion: '3.0.13',
        },
        {
          id: 'CVE-2026-2000',
          severity: 'low',
          package: 'zlib1g',
          installedVersion: '1.3',
          fixedVersion: undefined,
        },
        {
          id: 'CVE-2026-3000',
          severity: 'unknown',
          package: 'left-pad',
          installedVersion: '1.0.0',
          fixedVersion: undefined,
        },
      ],
    });
  });

  it('tells a clean scan from one that it can not read', () => {
    expect(read('cosign-vuln-trivy-clean')).toMatchObject({
      readable: true,
      findings: [],
      databaseUpdatedAt: undefined,
    });
    expect(read('cosign-vuln-unknown-result')).toMatchObject({
      readable: false,
      findings: [],
    });
  });

  it('reads Grype', () => {
    expect(read('cosign-vuln-grype')).toMatchObject({
      databaseUpdatedAt: new Date('2026-03-01T00:00:00Z'),
      fixesKnown: true,
      findings: [
        { id: 'GHSA-xxxx-1', severity: 'high', fixedVersion: '1.0.1, 1.1.0' },
        { id: 'CVE-2026-4', severity: 'negligible', fixedVersion: undefined },
      ],
    });
  });

  it('takes the worst of several severities, and none for unknown', () => {
    expect(read('in-toto-vulns-v01')).toMatchObject({
      scannedAt,
      fixesKnown: false,
      findings: [
        { id: 'CVE-2026-1234', severity: 'critical' },
        { id: 'CVE-2026-2000', severity: 'medium' },
        { id: 'CVE-2026-3000', severity: 'unknown' },
      ],
    });
  });
});

describe('readPredicate, everything else', () => {
  const createdAt = finished;

  it.each([
    [
      'cyclonedx',
      { format: 'cyclonedx', version: '1.6', tools: ['trivy 0.69.0'] },
    ],
    [
      'cyclonedx-as-text',
      { format: 'cyclonedx', version: '1.4', tools: ['syft 1.0'] },
    ],
    [
      'cyclonedx-as-data',
      { format: 'cyclonedx', version: '1.6', tools: ['trivy 0.69.0'] },
    ],
    ['spdx-json', { format: 'spdx', version: '2.3', tools: ['syft-1.0'] }],
    [
      'spdx-tag-value-as-data',
      { format: 'spdx', version: '2.2', tools: ['bom-v0.6'] },
    ],
  ])('reads %s', (name, expected) => {
    expect(read(name)).toEqual({
      kind: 'sbom',
      createdAt,
      components: name === 'spdx-json' ? 1 : 2,
      ...expected,
    });
  });

  it('reads OpenVEX, with products in all their forms', () => {
    expect(read('openvex')).toEqual({
      kind: 'vex',
      author: 'Acme security',
      issuedAt: finished,
      statements: [
        {
          vulnerability: 'CVE-2026-1234',
          aliases: ['GHSA-xxxx-1'],
          status: 'not_affected',
          justification: 'vulnerable_code_not_in_execute_path',
          products: [`pkg:oci/shop@sha256%3A${'f'.repeat(64)}`, 'pkg:oci/shop'],
        },
        {
          vulnerability: 'CVE-2026-2000',
          aliases: [],
          status: 'fixed',
          justification: undefined,
          products: ['pkg:oci/shop'],
        },
      ],
    });
  });

  it('reads summaries of verification in both spellings', () => {
    const common = {
      kind: 'verification-summary',
      verifier: 'https://verifier.example.com',
      verifiedAt: finished,
      resource: 'pkg:oci/shop',
      policy: 'https://example.com/policy',
    };
    expect(read('slsa-vsa-v1')).toEqual({
      ...common,
      result: 'PASSED',
      levels: ['SLSA_BUILD_LEVEL_3'],
    });
    expect(read('slsa-vsa-v02')).toEqual({
      ...common,
      result: 'FAILED',
      levels: ['SLSA_LEVEL_2'],
    });
  });

  it('knows a signature, and leaves alone what it does not know', () => {
    expect(read('cosign-sign-v1')).toEqual({ kind: 'signature' });
    expect(read('custom')).toEqual({
      kind: 'other',
      predicateType: 'https://example.com/review/v1',
    });
  });

  it.each([
    ['https://slsa.dev/provenance/v1', { buildDefinition: {} }, /runDetails/],
    ['https://slsa.dev/provenance/v0.2', { builder: 'me' }, /builder/],
    ['https://cyclonedx.org/bom', '{"broken', /JSON|Unterminated/],
    ['https://spdx.dev/Document', { Data: 'no tags' }, /spdxVersion/],
    ['https://in-toto.io/attestation/vulns/v0.1', null, /predicate/],
    [
      'https://slsa.dev/verification_summary/v1',
      { verifier: { id: 'x' } },
      /verificationResult/,
    ],
  ])('says which field of %s is wrong', (predicateType, predicate, field) => {
    expect(
      readPredicate({ subjects: [], predicateType, predicate }),
    ).toMatchObject({
      kind: 'unreadable',
      predicateType,
      found: expect.stringMatching(field),
    });
  });

  it.each([
    'https://slsa.dev/provenance/v1.evil',
    'xhttps://slsa.dev/provenance/v1',
    'https://slsa.dev/provenance/v1\n',
    'https://sigstore.dev/cosign/sign/v1/',
  ])('takes no other type for one that it knows: %j', predicateType => {
    expect(
      readPredicate({ subjects: [], predicateType, predicate: {} }),
    ).toEqual({ kind: 'other', predicateType });
  });

  it.each(names)('never throws, whatever becomes of %s', name => {
    const random = randomFrom(names.indexOf(name));
    const text = textOf(name);
    const { predicateType } = parse(text);
    const kinds = new Set<string>();
    for (let round = 0; round < 400; round++) {
      let mutated = mutateJson(text, random);
      for (let more = random(3); more > 0 && mutated; more--) {
        mutated = mutateJson(mutated, random);
      }
      const statement: unknown = JSON.parse(mutated || 'null');
      const predicate =
        typeof statement === 'object' && statement && 'predicate' in statement
          ? statement.predicate
          : statement;
      kinds.add(readPredicate({ subjects: [], predicateType, predicate }).kind);
    }
    // Other values than the right kind, "other" and "unreadable" never come out.
    const { kind } = read(name);
    expect([kind, 'unreadable']).toEqual(expect.arrayContaining([...kinds]));
  });
});
