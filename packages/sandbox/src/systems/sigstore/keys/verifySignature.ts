import { p256, p384, p521 } from '@noble/curves/nist';
import { constants, KeyObject, publicDecrypt, verify } from 'node:crypto';
import { HashName } from './sha';

/** What stands before the digest in a PKCS#1 v1.5 signature (RFC 8017, 9.2). */
const digestInfoPrefix: Record<HashName, Buffer> = {
  sha256: Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  sha384: Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  sha512: Buffer.from('3051300d060960864801650304020305000440', 'hex'),
};

/**
 * The hashes with which a key may have signed, the usual one first; `null`
 * where the algorithm hashes by itself. Cosign 1 and 2 used SHA-256 for every
 * ECDSA key, Sigstore goes by the curve.
 *
 * @returns none for a key of another kind
 */
export function hashesOf(key: KeyObject): readonly (HashName | null)[] {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return [null];
    case 'rsa':
      return ['sha256'];
    case 'ec':
      switch (key.asymmetricKeyDetails?.namedCurve) {
        case 'prime256v1':
          return ['sha256'];
        case 'secp384r1':
          return ['sha384', 'sha256'];
        case 'secp521r1':
          return ['sha512', 'sha256'];
        default:
          return [];
      }
    default:
      return [];
  }
}

/** Whether the key signed the message, with any hash that goes with it. */
export function verifiesMessage(
  key: KeyObject,
  message: Buffer,
  signature: Buffer,
): boolean {
  return hashesOf(key).some(hash => verify(hash, message, key, signature));
}

/**
 * Whether the key signed the message with this digest. Node.js verifies whole
 * messages only, and a log is told the digest alone.
 *
 * @returns false for Ed25519, which can not be verified by a digest
 */
export function verifiesDigest(
  key: KeyObject,
  signed: { hash: HashName; digest: Buffer },
  signature: Buffer,
): boolean {
  if (!hashesOf(key).includes(signed.hash)) return false;
  try {
    return key.asymmetricKeyType === 'rsa'
      ? publicDecrypt(
          { key, padding: constants.RSA_PKCS1_PADDING },
          signature,
        ).equals(Buffer.concat([digestInfoPrefix[signed.hash], signed.digest]))
      : verifiesEcdsaDigest(key, signed.digest, signature);
  } catch {
    // Bytes that are no signature at all.
    return false;
  }
}

function verifiesEcdsaDigest(
  key: KeyObject,
  digest: Buffer,
  signature: Buffer,
): boolean {
  const { x, y } = key.export({ format: 'jwk' });
  const size = { prime256v1: 32, secp384r1: 48, secp521r1: 66 }[
    key.asymmetricKeyDetails?.namedCurve as 'prime256v1'
  ];
  const coordinate = (value: string | undefined) => {
    const bytes = Buffer.from(value ?? '', 'base64url');
    return Buffer.concat([Buffer.alloc(size - bytes.length), bytes]);
  };
  const point = Buffer.concat([Buffer.of(0x04), coordinate(x), coordinate(y)]);
  const curve = { 32: p256, 48: p384, 66: p521 }[size as 32];
  return curve.verify(signature, digest, point, {
    prehash: false,
    lowS: false,
    format: 'der',
  });
}
