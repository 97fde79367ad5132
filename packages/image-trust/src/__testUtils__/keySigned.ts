import { createHash, generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { dsse } from '@sigstore/core';
import type { Digest } from '../oci/digest';
import { createTrustDomain } from '../trust/createTrustDomain';
import type { TrustDomain } from '../trust/TrustDomain';

/** Every kind of key that a domain may trust, with the hash that belongs to it. */
export const keyTypes = {
  'ECDSA P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'ECDSA P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'ECDSA P-521': () => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  RSA: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  Ed25519: () => generateKeyPairSync('ed25519'),
};

export type KeyType = keyof typeof keyTypes;
export type KeyPair = { publicKey: KeyObject; privateKey: KeyObject };

export const statementType = 'application/vnd.in-toto+json';
export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** The PEM of a public key. */
export function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'spki' }).toString();
}

/** A domain that trusts the given keys and asks for nothing else. */
export function keyDomain(
  name: string,
  ...keys: readonly { publicKey: KeyObject }[]
): TrustDomain {
  return createTrustDomain({
    name,
    signers: 'keys',
    keys: keys.map(({ publicKey }, index) => ({
      name: `key ${index + 1}`,
      pem: pemOf(publicKey),
    })),
  });
}

/** The hash that Sigstore takes with a key. */
export function hashFor({
  asymmetricKeyType,
  asymmetricKeyDetails,
}: KeyObject): 'sha256' | 'sha384' | 'sha512' | undefined {
  if (asymmetricKeyType === 'ed25519') return undefined;
  const curve = asymmetricKeyDetails?.namedCurve;
  if (curve === 'secp384r1') return 'sha384';
  return curve === 'secp521r1' ? 'sha512' : 'sha256';
}

export function signBytes(bytes: Buffer, key: KeyObject): Buffer {
  return sign(hashFor(key), bytes, key);
}

/** An in-toto statement about an image. */
export function statementAbout(
  subject: Digest,
  changes: Record<string, unknown> = {},
) {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'shop', digest: { sha256: subject.slice(7) } }],
    predicateType: 'https://sigstore.dev/cosign/sign/v1',
    predicate: {},
    ...changes,
  };
}

/** A DSSE envelope as JSON. */
export function envelopeOf(
  payload: string | Buffer,
  options: { key: KeyObject; payloadType?: string },
) {
  const { key, payloadType = statementType } = options;
  const bytes = Buffer.from(payload);
  const signature = signBytes(dsse.preAuthEncoding(payloadType, bytes), key);
  return {
    payloadType,
    payload: bytes.toString('base64'),
    signatures: [{ sig: signature.toString('base64'), keyid: '' }],
  };
}

/** A bundle without log and timestamp, as Cosign 3 makes it with a key, as JSON. */
export function keySignedBundle(
  payload: string | Buffer | object,
  options: {
    key: KeyPair;
    payloadType?: string;
    mediaType?: string;
    hint?: string;
  },
) {
  const { key, payloadType, mediaType, hint } = options;
  const bytes =
    typeof payload === 'string' || Buffer.isBuffer(payload)
      ? payload
      : JSON.stringify(payload);
  return {
    mediaType: mediaType ?? bundleType,
    verificationMaterial: {
      publicKey: { hint: hint ?? hintOf(key.publicKey) },
      tlogEntries: [],
    },
    dsseEnvelope: envelopeOf(bytes, { key: key.privateKey, payloadType }),
  };
}

/** How Cosign 3 names a key: base64 of its SHA-256. */
export function hintOf(key: KeyObject): string {
  const der = key.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(der).digest('base64');
}

/** Cosign's simple signing payload. */
export function simpleSigningOf(
  subject: string,
  optional: Record<string, unknown> | null = null,
): Buffer {
  return Buffer.from(
    JSON.stringify({
      critical: {
        identity: { 'docker-reference': 'registry.example.com/acme/shop' },
        image: { 'docker-manifest-digest': subject },
        type: 'cosign container image signature',
      },
      optional,
    }),
  );
}
