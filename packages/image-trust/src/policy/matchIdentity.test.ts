import { digestOf } from '../oci/digest';
import type { CertificateSigner, KeySigner } from '../verify/Verdict';
import { literalsOf } from './ComponentContext';
import { matchesIdentity } from './matchIdentity';
import type { PolicyIdentity } from './PolicyIdentity';

const digest = digestOf(Buffer.of());
const issuer = 'https://token.actions.githubusercontent.com';
const repository = 'https://github.com/acme/shop';
const workflow = '.github/workflows/release.yaml';

const signer: CertificateSigner = {
  kind: 'certificate',
  identity: `${repository}/${workflow}@refs/heads/main`,
  identityType: 'uri',
  issuer,
  build: {
    sourceRepository: repository,
    sourceRef: 'refs/heads/main',
    buildConfigUri: `${repository}/${workflow}@refs/heads/main`,
  },
  certificate: digest,
  notBefore: new Date(0),
  notAfter: new Date(0),
};
const base: PolicyIdentity = {
  name: 'pipeline',
  trustDomain: 'public-good',
  issuer,
};
const subject = signer.identity;
const literals = literalsOf({ name: 'shop', repository: `${repository}.git` });

describe('matchesIdentity, of a certificate', () => {
  const matches = (
    fields: Partial<PolicyIdentity>,
    holder: Partial<CertificateSigner> = {},
  ) =>
    matchesIdentity(
      { ...base, ...fields },
      { domains: ['public-good'], signer: { ...signer, ...holder } },
      literals,
    );

  it.each<[string, Partial<PolicyIdentity>, boolean]>([
    ['its subject', { subject }, true],
    ['a part of its subject', { subject: subject.slice(0, -1) }, false],
    ['more than its subject', { subject: `${subject}2` }, false],
    ['no subject and no repository', {}, false],
    ['another domain', { subject, trustDomain: 'internal' }, false],
    ['another issuer', { subject, issuer: `${issuer}/` }, false],
    ['no issuer', { subject, issuer: undefined }, false],
    ['a key', { subject, key: 'ci' }, false],
    ['its repository', { repository: `git+${repository}.git` }, true],
    ['its owner', { repository: 'https://github.com/Acme/*' }, true],
    ['another owner', { repository: 'https://github.com/mallory/*' }, false],
    ['the component', { repository: '${component.repository}' }, true],
    ['its ref', { subject, ref: 'refs/heads/*' }, true],
    ['another ref', { subject, ref: 'refs/tags/*' }, false],
    ['its workflow', { subject, workflow }, true],
    ['any workflow', { subject, workflow: '.github/workflows/*.yaml' }, true],
    ['another workflow', { subject, workflow: 'release.yaml' }, false],
    [
      'a workflow of the component',
      { subject: '${component.repository}/.github/workflows/*@refs/heads/*' },
      true,
    ],
    [
      'a subject, but another repository',
      { subject, repository: 'https://github.com/acme/blog' },
      false,
    ],
  ])('%s', (_, fields, expected) => {
    expect(matches(fields)).toBe(expected);
  });

  it('has nothing that the certificate does not say', () => {
    expect(matches({ subject, ref: '**' }, { build: {} })).toBe(false);
    expect(matches({ subject, workflow: '**' }, { build: {} })).toBe(false);
    expect(matches({ subject, repository }, { build: {} })).toBe(false);
    expect(matches({ subject }, { issuer: undefined })).toBe(false);
  });

  it('does not take a mail address for an address of the web', () => {
    expect(matches({ subject }, { identityType: 'email' })).toBe(false);
    const jane = { identity: 'jane@example.com' };
    expect(
      matches({ subject: jane.identity }, { ...jane, identityType: 'email' }),
    ).toBe(true);
    expect(
      matches({ subject: jane.identity }, { ...jane, identityType: 'uri' }),
    ).toBe(false);
  });

  it('reads the workflow of another host’s address', () => {
    const gitlab = 'https://gitlab.com/acme/shop';
    const build = {
      sourceRepository: gitlab,
      buildConfigUri: `${gitlab}//.gitlab-ci.yml@refs/heads/main`,
    };
    expect(matches({ subject, workflow: '.gitlab-ci.yml' }, { build })).toBe(
      true,
    );
    const elsewhere = {
      ...build,
      sourceRepository: gitlab.replace('shop', 'evil'),
    };
    expect(
      matches({ subject, workflow: '.gitlab-ci.yml' }, { build: elsewhere }),
    ).toBe(false);
  });

  it('matches nothing of a component that is not known', () => {
    const identity = { ...base, repository: '${component.repository}' };
    const evidence = { domains: ['public-good'], signer };
    expect(matchesIdentity(identity, evidence, literals)).toBe(true);
    expect(matchesIdentity(identity, evidence, undefined)).toBe(false);
    expect(literalsOf({ name: 'shop', repository: 'not an address' })).toBe(
      undefined,
    );
  });
});

describe('matchesIdentity, of a key', () => {
  const key: KeySigner = { kind: 'key', name: 'ci', key: digest };
  const identity = { name: 'ci', trustDomain: 'keys', key: 'ci' };

  it.each<[string, Partial<PolicyIdentity>, string[], boolean]>([
    ['its name', {}, ['keys'], true],
    ['another name', { key: 'cd' }, ['keys'], false],
    ['no name', { key: undefined }, ['keys'], false],
    ['another domain', { trustDomain: 'others' }, ['keys'], false],
    // What a second domain calls the key is not known here.
    ['the second of two domains', {}, ['others', 'keys'], false],
    ['a certificate', { issuer, subject }, ['keys'], false],
  ])('%s', (_, fields, domains, expected) => {
    expect(
      matchesIdentity(
        { ...identity, ...fields },
        { domains, signer: key },
        undefined,
      ),
    ).toBe(expected);
  });
});
