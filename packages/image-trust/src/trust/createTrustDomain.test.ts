import { generateKeyPairSync, KeyObject } from 'node:crypto';
import { createTrustDomain } from './createTrustDomain';
import { publicGoodSeed } from './publicGoodRoot';
import type { KeyDefinition, TrustDomainDefinition } from './TrustDomain';

type Root = Record<string, { validFor?: object; publicKey?: object }[]>;

const root = () => publicGoodSeed() as Root & { mediaType: string };
const pem = (
  { publicKey }: { publicKey: KeyObject } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  }),
) => publicKey.export({ format: 'pem', type: 'spki' }).toString();
const withRoot = (
  trustedRoot: unknown,
  thresholds?: TrustDomainDefinition['thresholds'],
): TrustDomainDefinition => ({
  name: 'a',
  signers: 'certificates',
  trustedRoot,
  thresholds,
});
const withKeys = (
  keys: KeyDefinition[],
  thresholds?: TrustDomainDefinition['thresholds'],
  trustedRoot?: unknown,
): TrustDomainDefinition => ({
  name: 'a',
  signers: 'keys',
  keys,
  thresholds,
  trustedRoot,
});

describe('createTrustDomain', () => {
  it('takes the public-good root as it is shipped, and asks for one proof of each kind', () => {
    const domain = createTrustDomain(withRoot(root()));
    expect(domain.thresholds).toEqual({ log: 1, sct: 1, timestamps: 1 });
    expect(domain.material.tlogs.map(({ baseURL }) => baseURL)).toEqual(
      expect.arrayContaining([
        'https://rekor.sigstore.dev',
        'https://log2025-1.rekor.sigstore.dev',
      ]),
    );
  });

  it.each([
    ['P-256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['P-384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
    ['P-521', () => generateKeyPairSync('ec', { namedCurve: 'P-521' })],
    ['Ed25519', () => generateKeyPairSync('ed25519')],
    ['RSA', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ])('takes a key of %s, without log and time by default', (_, generate) => {
    const domain = createTrustDomain(
      withKeys([{ name: 'ci', pem: pem(generate()) }]),
    );
    expect(domain.thresholds).toEqual({ log: 0, sct: 0, timestamps: 0 });
    expect(domain.keys).toMatchObject([{ name: 'ci' }]);
  });

  it('asks for log entry and time by default when keys come with a root', () => {
    const domain = createTrustDomain(
      withKeys([{ name: 'ci', pem: pem() }], undefined, root()),
    );
    expect(domain.thresholds).toEqual({ log: 1, sct: 0, timestamps: 1 });
  });

  it('has a fingerprint of all that a verdict depends on', () => {
    const key = pem();
    const changed = root();
    changed.tlogs.pop();
    const fingerprints = [
      withRoot(root()),
      { ...withRoot(root()), name: 'b' },
      withRoot(root(), { log: 2 }),
      withRoot(changed),
      withKeys([{ name: 'ci', pem: key }]),
      withKeys([{ name: 'cd', pem: key }]),
      withKeys([{ name: 'ci', pem: pem() }]),
    ].map(definition => createTrustDomain(definition).fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
    expect(createTrustDomain(withRoot(root())).fingerprint).toBe(
      fingerprints[0],
    );
  });

  it.each<[string, () => TrustDomainDefinition, string, RegExp]>([
    [
      'an empty name',
      () => ({ ...withRoot(root()), name: '' }),
      'NAME_INVALID',
      /name/,
    ],
    [
      'certificates without any time',
      () => withRoot(root(), { timestamps: 0 }),
      'THRESHOLDS_INVALID',
      /timestamps must be 1/,
    ],
    [
      'a negative threshold',
      () => withRoot(root(), { log: -1 }),
      'THRESHOLDS_INVALID',
      /log must be/,
    ],
    [
      'half a threshold',
      () => withRoot(root(), { sct: 0.5 }),
      'THRESHOLDS_INVALID',
      /sct must be/,
    ],
    [
      'log entries without a log',
      () => withRoot({ ...root(), tlogs: [] }),
      'THRESHOLDS_INVALID',
      /no transparency log/,
    ],
    [
      'SCTs without a certificate log',
      () => withRoot({ ...root(), ctlogs: [] }),
      'THRESHOLDS_INVALID',
      /no certificate log/,
    ],
    [
      'no certificate authority',
      () => withRoot({ ...root(), certificateAuthorities: [] }),
      'THRESHOLDS_INVALID',
      /no certificate authority/,
    ],
    [
      'times of keys that nobody tells',
      () => withKeys([{ name: 'ci', pem: pem() }], { timestamps: 1 }),
      'THRESHOLDS_INVALID',
      /nobody to tell/,
    ],
    [
      'a key that ends, and no time to judge it by',
      () =>
        withKeys([
          { name: 'ci', pem: pem(), validFor: { start: new Date(0) } },
        ]),
      'THRESHOLDS_INVALID',
      /valid for a time/,
    ],
    ['no keys', () => withKeys([]), 'THRESHOLDS_INVALID', /no key/],
    [
      'a validity without start',
      () =>
        withKeys([
          JSON.parse(
            JSON.stringify({ name: 'ci', pem: pem(), validFor: { end: 'x' } }),
          ),
        ]),
      'KEY_INVALID',
      /needs a start/,
    ],
    [
      'a private key',
      () =>
        withKeys([
          {
            name: 'ci',
            pem: generateKeyPairSync('ed25519')
              .privateKey.export({ format: 'pem', type: 'pkcs8' })
              .toString(),
          },
        ]),
      'KEY_INVALID',
      /BEGIN PUBLIC KEY/,
    ],
    [
      'no key at all',
      () => withKeys([{ name: 'ci', pem: '-----BEGIN PUBLIC KEY-----' }]),
      'KEY_INVALID',
      /is no public key/,
    ],
    [
      'a short RSA key',
      () =>
        withKeys([
          {
            name: 'ci',
            pem: pem(generateKeyPairSync('rsa', { modulusLength: 1024 })),
          },
        ]),
      'KEY_INVALID',
      /RSA of 1024 bits/,
    ],
    [
      'another curve',
      () =>
        withKeys([
          {
            name: 'ci',
            pem: pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' })),
          },
        ]),
      'KEY_INVALID',
      /secp256k1/,
    ],
    ['no root', () => withRoot(undefined), 'ROOT_INVALID', /no trusted root/],
    [
      'another media type',
      () => withRoot({ ...root(), mediaType: 'application/json' }),
      'ROOT_INVALID',
      /media type/,
    ],
    [
      'a log that does not say since when',
      () => {
        const changed = root();
        changed.tlogs[0].publicKey = {
          ...changed.tlogs[0].publicKey,
          validFor: {},
        };
        return withRoot(changed);
      },
      'ROOT_INVALID',
      /rekor.sigstore.dev does not say since when/,
    ],
    [
      'an authority that does not say since when',
      () => {
        const changed = root();
        delete changed.certificateAuthorities[0].validFor;
        return withRoot(changed);
      },
      'ROOT_INVALID',
      /does not say since when/,
    ],
    [
      'a log whose key is none',
      () => {
        const changed = root();
        changed.ctlogs[0].publicKey = {
          ...changed.ctlogs[0].publicKey,
          rawBytes: 'AAAA',
        };
        return withRoot(changed);
      },
      'ROOT_INVALID',
      /no trusted root/,
    ],
  ])('refuses %s', (_, definition, code, message) => {
    expect(() => createTrustDomain(definition())).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringMatching(message),
      }),
    );
  });
});
