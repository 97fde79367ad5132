import { createPublicKey, KeyObject, X509Certificate } from 'node:crypto';
import { ProposalError } from './ProposalError';

const certificateBlock =
  /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;

/**
 * The key of a certificate (of a chain, the first) or public key.
 *
 * @param pem - base64 of the PEM, as Rekor v1 wants it
 * @throws ProposalError
 */
export function verifierKey(pem: string): KeyObject {
  const text = Buffer.from(pem, 'base64').toString('utf8');
  const certificate = certificateBlock.exec(text)?.[0];
  return readKey(() =>
    certificate
      ? new X509Certificate(certificate).publicKey
      : createPublicKey(text),
  );
}

/** @throws ProposalError */
export function readKey(read: () => KeyObject): KeyObject {
  try {
    return read();
  } catch (cause) {
    throw new ProposalError(
      'the verifier is neither a certificate nor a public key',
      cause,
    );
  }
}
