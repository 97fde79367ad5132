import { createPublicKey, KeyObject } from 'node:crypto';

export function certificatePem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join(
    '\n',
  )}\n-----END CERTIFICATE-----\n`;
}

/** @param publicKey - a key, or DER of its `SubjectPublicKeyInfo` */
export function publicKeyPem(publicKey: KeyObject | Buffer): string {
  const key = Buffer.isBuffer(publicKey)
    ? createPublicKey({ key: publicKey, format: 'der', type: 'spki' })
    : publicKey;
  return key.export({ format: 'pem', type: 'spki' }).toString();
}
