import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PublicKey,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { InstanceKey, spkiOf } from '../keys/InstanceKeys';

cryptoProvider.set(webcrypto as Crypto);

/** With which every certificate of an instance is signed. */
export const certificateAlgorithm = {
  name: 'ECDSA',
  namedCurve: 'P-256',
  hash: 'SHA-256',
} as const;

/** A root and what it certifies: the issuer of leaves, or an authority's own signing certificate. */
export type AuthorityChain = { root: Buffer; issued: Buffer };

/**
 * Makes a self-signed root and one certificate below it.
 *
 * @param options.usage - OID of the extended key usage of the issued certificate
 * @returns DER of both
 */
export async function createAuthority(options: {
  rootName: string;
  rootKey: InstanceKey;
  issuedName: string;
  issuedKey: InstanceKey;
  issues: 'certificates' | 'timestamps';
  usage: string;
  notBefore: Date;
  notAfter: Date;
}): Promise<AuthorityChain> {
  const { rootName, rootKey, issuedKey, notBefore, notAfter } = options;
  const signingKey = await toCryptoKey(rootKey.privateKey);
  const rootPublic = new PublicKey(spkiOf(rootKey.publicKey));
  const issuedPublic = new PublicKey(spkiOf(issuedKey.publicKey));
  const isAuthority = options.issues === 'certificates';
  const certSign = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;
  const base = {
    issuer: rootName,
    signingKey,
    signingAlgorithm: certificateAlgorithm,
    notBefore,
    notAfter,
  };
  const root = await X509CertificateGenerator.create({
    ...base,
    serialNumber: newSerialNumber(),
    subject: rootName,
    publicKey: rootPublic,
    extensions: [
      new BasicConstraintsExtension(true, 1, true),
      new KeyUsagesExtension(certSign, true),
      await SubjectKeyIdentifierExtension.create(rootPublic),
      await AuthorityKeyIdentifierExtension.create(rootPublic),
    ],
  });
  const issued = await X509CertificateGenerator.create({
    ...base,
    serialNumber: newSerialNumber(),
    subject: options.issuedName,
    publicKey: issuedPublic,
    extensions: [
      new BasicConstraintsExtension(
        isAuthority,
        isAuthority ? 0 : undefined,
        true,
      ),
      new KeyUsagesExtension(
        isAuthority ? certSign : KeyUsageFlags.digitalSignature,
        true,
      ),
      // RFC 3161, 2.3: critical for an authority of timestamps.
      new ExtendedKeyUsageExtension([options.usage], !isAuthority),
      await SubjectKeyIdentifierExtension.create(issuedPublic),
      await AuthorityKeyIdentifierExtension.create(rootPublic),
    ],
  });
  return { root: toDer(root), issued: toDer(issued) };
}

export function toCryptoKey(privateKey: KeyObject): Promise<CryptoKey> {
  return webcrypto.subtle.importKey(
    'pkcs8',
    privateKey.export({ format: 'der', type: 'pkcs8' }),
    certificateAlgorithm,
    false,
    ['sign'],
  ) as Promise<CryptoKey>;
}

/** 20 bytes as Fulcio's, positive and in shortest form. */
export function newSerialNumber(): string {
  const bytes = randomBytes(20);
  bytes[0] = (bytes[0] & 0x7f) | 0x40;
  return bytes.toString('hex');
}

export function toDer(certificate: X509Certificate): Buffer {
  return Buffer.from(certificate.rawData);
}
