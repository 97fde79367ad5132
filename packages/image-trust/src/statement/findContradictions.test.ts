import { digestOf } from '../oci/digest';
import type { BuildIdentity, Signer } from '../verify/Verdict';
import { findContradictions } from './findContradictions';
import type { Provenance, Source } from './Predicate';

const commit = '41d0be7c2f5a4e6b8d9c0a1b2c3d4e5f60718293';
const other = '9f3c21a0c1d2e3f405162738495a6b7c8d9e0f10';
const digest = digestOf(Buffer.of());

function signedBy(build: BuildIdentity): Signer {
  return {
    kind: 'certificate',
    identity: 'https://github.com/acme/shop/.github/workflows/ci.yaml@main',
    identityType: 'uri',
    issuer: 'https://token.actions.githubusercontent.com',
    build,
    certificate: digest,
    notBefore: new Date(0),
    notAfter: new Date(0),
  };
}

function provenanceOf(source: Partial<Source> | undefined): Provenance {
  return {
    kind: 'provenance',
    version: 'v1',
    builder: undefined,
    buildType: undefined,
    source: source && {
      repository: 'https://github.com/acme/shop',
      uri: 'https://github.com/acme/shop',
      commit,
      ref: 'refs/heads/main',
      entryPoint: undefined,
      ...source,
    },
    invocation: undefined,
    startedAt: undefined,
    finishedAt: undefined,
  };
}

const build = {
  sourceRepository: 'https://github.com/Acme/shop',
  sourceCommit: commit.toUpperCase(),
  sourceRef: 'refs/heads/main',
};

describe('findContradictions', () => {
  it.each([
    ['everything agrees', {}, build, []],
    [
      'another repository',
      { repository: 'https://github.com/mallory/shop' },
      build,
      ['SOURCE_CONTRADICTED'],
    ],
    ['another commit', { commit: other }, build, ['COMMIT_CONTRADICTED']],
    ['another ref', { ref: 'refs/heads/dev' }, build, ['REF_CONTRADICTED']],
    ['a short ref', { ref: 'main' }, build, []],
    ['no commit and ref', { commit: undefined, ref: undefined }, build, []],
    ['a certificate that says nothing', {}, {}, []],
    [
      'everything else',
      {
        repository: 'https://github.com/mallory/shop',
        commit: other,
        ref: 'refs/heads/dev',
      },
      build,
      ['SOURCE_CONTRADICTED', 'COMMIT_CONTRADICTED', 'REF_CONTRADICTED'],
    ],
  ])('%s', (_, source, identity, codes) => {
    const found = findContradictions(provenanceOf(source), signedBy(identity));
    expect(found.map(({ code }) => code)).toEqual(codes);
  });

  it('has nothing to compare with a key, and nothing without a source', () => {
    const elsewhere = provenanceOf({ commit: other });
    const key: Signer = { kind: 'key', key: digest, name: 'ci' };
    expect(findContradictions(elsewhere, key)).toEqual([]);
    expect(
      findContradictions(provenanceOf(undefined), signedBy(build)),
    ).toEqual([]);
  });
});
