import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  cryptoProvider,
} from '@peculiar/x509';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The keys and certificates of one cluster, as PEM. */
export interface ClusterPki {
  certificateAuthority: string;
  serverCertificate: string;
  serverKey: string;
  /** Signs the tokens of service accounts. */
  serviceAccountKey: string;
}

const algorithm = {
  name: 'ECDSA',
  namedCurve: 'P-256',
  hash: 'SHA-256',
} as const;
const validityMs = 10 * 365 * 24 * 3600 * 1000;
const files: Record<keyof ClusterPki, string> = {
  certificateAuthority: 'ca.crt',
  serverCertificate: 'server.crt',
  serverKey: 'server.key',
  serviceAccountKey: 'sa.key',
};

/** Reads the cluster's keys, making them at the first start: a kubeconfig stays good over restarts. */
export async function readClusterPki(
  directory: string,
  name: string,
): Promise<ClusterPki> {
  const names = Object.keys(files) as Array<keyof ClusterPki>;
  const path = (part: keyof ClusterPki) => join(directory, files[part]);
  if (!names.every(part => existsSync(path(part)))) {
    mkdirSync(directory, { recursive: true });
    const made = await createClusterPki(name);
    names.forEach(part =>
      writeFileSync(path(part), made[part], { mode: 0o600 }),
    );
  }
  return Object.fromEntries(
    names.map(part => [part, readFileSync(path(part), 'utf8')]),
  ) as unknown as ClusterPki;
}

async function createClusterPki(name: string): Promise<ClusterPki> {
  cryptoProvider.set(webcrypto as Crypto);
  const notBefore = new Date(Date.now() - 60_000);
  const notAfter = new Date(notBefore.getTime() + validityMs);
  const authorityKeys = await generateKeys();
  const authority = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys: authorityKeys,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      await SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
      new KeyUsagesExtension(
        KeyUsageFlags.keyCertSign | KeyUsageFlags.digitalSignature,
        true,
      ),
    ],
  });
  const serverKeys = await generateKeys();
  const server = await X509CertificateGenerator.create({
    subject: 'CN=kube-apiserver',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    extensions: [
      await AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
      await SubjectKeyIdentifierExtension.create(serverKeys.publicKey),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'dns', value: 'localhost' },
        { type: 'dns', value: 'kubernetes.default.svc' },
      ]),
    ],
  });
  return {
    certificateAuthority: toPem(authority),
    serverCertificate: toPem(server),
    serverKey: await exportKey(serverKeys.privateKey),
    serviceAccountKey: generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey,
  };
}

function generateKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ]) as Promise<CryptoKeyPair>;
}

function toPem(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

async function exportKey(key: CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', key);
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,64}/g)!;
  return `-----BEGIN PRIVATE KEY-----\n${lines.join(
    '\n',
  )}\n-----END PRIVATE KEY-----\n`;
}
