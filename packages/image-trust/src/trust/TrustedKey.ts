import { createPublicKey, KeyObject } from 'node:crypto';
import { Digest, digestOf } from '../oci/digest';
import type { KeyDefinition } from './TrustDomain';
import { TrustDomainError } from './TrustDomainError';

/** A public key that is trusted by its own. */
export type TrustedKey = {
  name: string;
  publicKey: KeyObject;
  /** As SPKI, DER. */
  der: Buffer;
  /** SHA-256 of the key as SPKI, DER. */
  digest: Digest;
  validFor?: { start: Date; end?: Date };
};

/**
 * Reads a public key from PEM: ECDSA on P-256, P-384 and P-521, Ed25519, and
 * RSA of 2048 bits and more.
 *
 * @throws TrustDomainError `KEY_INVALID`
 */
export function parseTrustedKey(definition: KeyDefinition): TrustedKey {
  const { name, pem, validFor } = definition;
  const wrong = (why: string, cause?: unknown) =>
    new TrustDomainError('KEY_INVALID', `key '${name}': ${why}`, cause);
  // Node would make the public key of a private one: who puts a private key
  // into a configuration must hear of it.
  if (!/^\s*-----BEGIN PUBLIC KEY-----/.test(pem)) {
    throw wrong('must be PEM that begins with BEGIN PUBLIC KEY');
  }
  let publicKey: KeyObject;
  try {
    publicKey = createPublicKey(pem);
  } catch (cause) {
    throw wrong('is no public key', cause);
  }
  const kind = kindOf(publicKey);
  if (!kind.supported) throw wrong(`${kind.name} is not supported`);
  if (validFor) {
    const { start, end } = validFor;
    if (!(start instanceof Date) || Number.isNaN(start.getTime())) {
      throw wrong('validFor needs a start');
    }
    if (end && !(end.getTime() > start.getTime())) {
      throw wrong('validFor must end after its start');
    }
  }
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return { name, publicKey, der, digest: digestOf(der), validFor };
}

const supportedCurves = ['prime256v1', 'secp384r1', 'secp521r1'];

function kindOf(key: KeyObject): { name: string; supported: boolean } {
  const type = key.asymmetricKeyType ?? 'unknown';
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  if (type === 'ec') {
    return {
      name: `ECDSA on ${namedCurve}`,
      supported: supportedCurves.includes(namedCurve ?? ''),
    };
  }
  if (type === 'rsa') {
    return {
      name: `RSA of ${modulusLength} bits`,
      supported: (modulusLength ?? 0) >= 2048,
    };
  }
  return { name: type, supported: type === 'ed25519' };
}
