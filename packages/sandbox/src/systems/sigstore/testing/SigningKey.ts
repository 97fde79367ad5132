import { createPublicKey, generateKeyPairSync, KeyObject } from 'node:crypto';
import { HashName } from '../keys/sha';
import { KeyDetails } from '../log/v2/verifier';

export type SigningKeyType =
  | 'ecdsa-p256'
  | 'ecdsa-p384'
  | 'ecdsa-p521'
  | 'rsa-2048'
  | 'ed25519';

/** A key pair and how it signs. */
export type SigningKey = {
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** `null` where the algorithm hashes by itself. */
  hash: HashName | null;
  keyDetails: KeyDetails;
};

/**
 * @param options.hash - `sha256` for what Cosign 1 and 2 did with every ECDSA key; by default it goes by the curve
 */
export function createSigningKey(
  type: SigningKeyType = 'ecdsa-p256',
  options: { hash?: 'sha256' } = {},
): SigningKey {
  const old = options.hash === 'sha256';
  switch (type) {
    case 'ecdsa-p256':
      return ec('P-256', 'sha256', 'PKIX_ECDSA_P256_SHA_256');
    case 'ecdsa-p384':
      return old
        ? ec('P-384', 'sha256', 'PKIX_ECDSA_P384_SHA_256')
        : ec('P-384', 'sha384', 'PKIX_ECDSA_P384_SHA_384');
    case 'ecdsa-p521':
      return old
        ? ec('P-521', 'sha256', 'PKIX_ECDSA_P521_SHA_256')
        : ec('P-521', 'sha512', 'PKIX_ECDSA_P521_SHA_512');
    case 'rsa-2048':
      return {
        ...pair(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
        hash: 'sha256',
        keyDetails: 'PKIX_RSA_PKCS1V15_2048_SHA256',
      };
    case 'ed25519':
      return {
        ...pair(generateKeyPairSync('ed25519').privateKey),
        hash: null,
        keyDetails: 'PKIX_ED25519',
      };
    default:
      throw new Error(`no keys of type ${type satisfies never}`);
  }
}

function ec(
  namedCurve: string,
  hash: HashName,
  keyDetails: KeyDetails,
): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  return { ...pair(privateKey), hash, keyDetails };
}

function pair(privateKey: KeyObject) {
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
