import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import {
  createSigningKey,
  createSigstoreInstance,
  inTotoStatement,
  keyHint,
  personIdentity,
  sign,
  SignedParts,
  SigstoreInstance,
  simpleSigning,
  toBundle,
  workloadClaims,
  workloadIdentity,
} from './index';

const digest = `sha256:${'ab'.repeat(32)}`;
const issuer = 'https://sigstore.example';
const identity = workloadIdentity(
  workloadClaims({ repository: 'meridian/quote-api', sha: 'c0'.repeat(20) }),
  { server: 'https://git.example', issuer },
);
const payload = simpleSigning({ digest });
const statement = inTotoStatement({
  digest,
  predicateType: 'https://slsa.dev/provenance/v1',
});

describe('sign', () => {
  let instance: SigstoreInstance;
  let now: Date;

  beforeEach(async () => {
    now = new Date('2026-06-01T10:00:00.123Z');
    instance = await createSigstoreInstance({ now: () => now });
  });
  afterEach(() => instance.close());

  const verify = (
    parts: SignedParts,
    {
      version = '0.3' as '0.1' | '0.3',
      thresholds = { tlogThreshold: 1, timestampThreshold: 1 },
      root = instance.trustedRoot,
    } = {},
  ) => {
    const bundle = bundleFromJSON(toBundle(parts, version));
    const verifier = new Verifier(
      toTrustMaterial(TrustedRoot.fromJSON(root), () => ({
        publicKey: parts.publicKey,
        validFor: () => true,
      })),
      { ctlogThreshold: parts.certificate ? 1 : 0, ...thresholds },
    );
    return verifier.verify(
      toSignedEntity(
        bundle,
        parts.content.form === 'message' ? parts.content.payload : undefined,
      ),
    );
  };

  it.each([
    ['rekor-v1-hashedrekord', { payload }, undefined],
    ['rekor-v1-dsse', { statement }, undefined],
    ['rekor-v1-intoto-0.0.2', { statement }, undefined],
    ['rekor-v2', { payload }, 'signature'],
    ['rekor-v2', { statement }, 'signature'],
    ['rekor-v2-hashedrekord', { statement }, 'signature'],
  ] as const)(
    'makes what the library verifies, logged as %s',
    async (log, content, timestamp) => {
      for (let i = 0; i < 3; i += 1) {
        const parts = await sign(instance, {
          signer: { identity },
          content,
          log,
          timestamp,
        });
        const { identity: found } = verify(parts);
        expect(found?.subjectAlternativeName).toBe(
          'https://git.example/meridian/quote-api/.gitea/workflows/ci.yaml@refs/heads/main',
        );
        expect(found?.extensions?.issuer).toBe(issuer);
      }
    },
  );

  it('makes bundles with a promise alone', async () => {
    const parts = await sign(instance, {
      signer: { identity: personIdentity('kim@meridian.example', issuer) },
      content: { payload },
      log: 'rekor-v1-hashedrekord',
    });
    expect(verify(parts, { version: '0.1' }).identity).toMatchObject({
      subjectAlternativeName: 'kim@meridian.example',
    });
  });

  it('signs with keys', async () => {
    const key = createSigningKey();
    const parts = await sign(instance, {
      signer: { key },
      content: { payload },
      log: 'none',
    });
    expect(keyHint(parts)).toHaveLength(44);
    verify(parts, { thresholds: { tlogThreshold: 0, timestampThreshold: 0 } });
  });

  it('is not verified by the root of another instance', async () => {
    const parts = await sign(instance, {
      signer: { identity },
      content: { payload },
      log: 'rekor-v1-hashedrekord',
    });
    const other = await createSigstoreInstance({ now: () => now });
    expect(() => verify(parts, { root: other.trustedRoot })).toThrow();
    other.close();
  });

  it('can log after the certificate has expired', async () => {
    const parts = await sign(instance, {
      signer: { identity },
      content: { payload },
      log: 'rekor-v1-hashedrekord',
      at: { log: new Date('2026-06-01T10:11:00Z') },
    });
    expect(() => verify(parts)).toThrow('Failed to verify certificate chain');
  });

  it('can leave out that the certificate was made public', async () => {
    const parts = await sign(instance, {
      signer: { identity, certificate: { timestamped: false } },
      content: { payload },
      log: 'rekor-v1-hashedrekord',
    });
    expect(() => verify(parts)).toThrow(/expected 1 SCTs, got 0/);
  });
});
