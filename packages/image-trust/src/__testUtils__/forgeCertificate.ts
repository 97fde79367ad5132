import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  Extension,
  PublicKey,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { SigstoreInstance } from '@portolan/sandbox/sigstore';
import { X509Certificate } from '@sigstore/core';
import { KeyObject, webcrypto } from 'node:crypto';
import { now } from './keyless';

cryptoProvider.set(webcrypto as Crypto);

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const codeSigning = '1.3.6.1.5.5.7.3.3';
const timestampListOid = '1.3.6.1.4.1.11129.2.4.2';
const subjectAltNameOid = '2.5.29.17';

/** One element of DER, tag and content. */
export function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 128) {
    return Buffer.concat([Buffer.of(tag, body.length), body]);
  }
  const length = Buffer.from(body.length.toString(16).padStart(4, '0'), 'hex');
  return Buffer.concat([Buffer.of(tag, 0x82), length, body]);
}

/** A URI among the names of a certificate, as its bytes. */
export function uri(name: string | Buffer): Buffer {
  return der(0x86, Buffer.from(name as string));
}

/**
 * A certificate that the instance's authority really signed and its log really
 * published, with whatever in it.
 */
export async function forgeCertificate(
  instance: SigstoreInstance,
  options: {
    publicKey: KeyObject;
    /** The names, each as the bytes of a `GeneralName`. Default: one good one. */
    names?: readonly Buffer[];
    usages?: readonly string[];
    isAuthority?: boolean;
    extensions?: readonly { oid: string; value: Buffer }[];
    /** Who says that it was made public. Default: the instance's own log. */
    ctLog?: SigstoreInstance['certificates']['ctLog'];
    /** Instead of the instance's authority. */
    signedBy?: { key: KeyObject; certificate: Buffer };
  },
): Promise<Buffer> {
  const { names = [uri('https://git.example.com/acme')] } = options;
  const signedBy = options.signedBy ?? {
    key: instance.keys.get('fulcio-intermediate').privateKey,
    certificate: instance.certificates.chain[0],
  };
  const authority = X509Certificate.parse(
    Buffer.from(signedBy.certificate) as Buffer<ArrayBuffer>,
  );
  const issuerKey = authority.publicKey;
  const spki = options.publicKey.export({ format: 'der', type: 'spki' });
  const content = {
    serialNumber: '4a'.repeat(16),
    issuer: nameOf(signedBy.certificate),
    notBefore: now,
    notAfter: new Date(now.getTime() + 600_000),
    publicKey: new PublicKey(new Uint8Array(spki)),
    signingKey: await toCryptoKey(signedBy.key),
    signingAlgorithm: algorithm,
  };
  const extensions = [
    new BasicConstraintsExtension(options.isAuthority ?? false),
    new ExtendedKeyUsageExtension([...(options.usages ?? [codeSigning])]),
    await AuthorityKeyIdentifierExtension.create(
      new PublicKey(new Uint8Array(issuerKey)),
    ),
    ...(names.length > 0
      ? [new Extension(subjectAltNameOid, true, bytes(der(0x30, ...names)))]
      : []),
    ...(options.extensions ?? []).map(
      ({ oid, value }) => new Extension(oid, false, bytes(value)),
    ),
  ];
  const precertificate = await X509CertificateGenerator.create({
    ...content,
    extensions,
  });
  const ctLog = options.ctLog ?? instance.certificates.ctLog;
  const list = ctLog.timestampList(Buffer.from(precertificate.rawData), {
    issuerKey,
    at: now,
  });
  const certificate = await X509CertificateGenerator.create({
    ...content,
    extensions: [
      ...extensions,
      new Extension(timestampListOid, false, bytes(der(0x04, list))),
    ],
  });
  return Buffer.from(certificate.rawData);
}

function nameOf(certificate: Buffer): string {
  const common = certificate.includes('sigstore-intermediate')
    ? 'sigstore-intermediate'
    : '';
  return common ? `CN=${common}, O=sandbox` : '';
}

function bytes(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer);
}

function toCryptoKey(key: KeyObject): Promise<CryptoKey> {
  return webcrypto.subtle.importKey(
    'pkcs8',
    new Uint8Array(key.export({ format: 'der', type: 'pkcs8' })),
    algorithm,
    false,
    ['sign'],
  ) as Promise<CryptoKey>;
}
