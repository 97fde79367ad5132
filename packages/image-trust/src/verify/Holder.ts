import { X509Certificate } from '@sigstore/core';
import type { SignedEvidence } from '../evidence/Evidence';
import type { TrustDomain } from '../trust/TrustDomain';
import { encodeOnce } from '../trust/encodeOnce';
import type { TrustedKey } from '../trust/TrustedKey';
import { chooseKey } from './chooseKey';
import type { SignedBytes } from './SignedBytes';
import { VerificationFailure } from './VerificationFailure';

/** Who made a signature, with the certificate or key as DER. */
export type Holder =
  | { kind: 'certificate'; certificate: X509Certificate; der: Buffer }
  | { kind: 'key'; key: TrustedKey; der: Buffer };

/**
 * Whose signature it claims to be. A certificate is named by the evidence and
 * judged by the verifier; a key is found by the signature.
 *
 * @throws VerificationFailure
 */
export function holderOf(
  { bundle }: SignedEvidence,
  options: { domain: TrustDomain; content: SignedBytes },
): Holder {
  const { domain, content } = options;
  const der = leafOf(bundle);
  if (domain.signers === 'certificates') {
    if (der) {
      return {
        kind: 'certificate',
        certificate: encodeOnce(X509Certificate.parse(der)),
        der,
      };
    }
    throw new VerificationFailure('UNKNOWN_CA', {
      expected: `a certificate of an authority of ${domain.name}`,
      found: 'a signature by a key',
    });
  }
  const material = bundle.verificationMaterial.content;
  if (material?.$case !== 'publicKey') {
    throw new VerificationFailure('UNKNOWN_KEY', {
      expected: `a key of ${domain.name}`,
      found: 'a certificate',
    });
  }
  const key = chooseKey(domain.keys, {
    hint: material.publicKey.hint,
    content,
    domain: domain.name,
  });
  return { kind: 'key', key, der: key.der };
}

/** The signer's certificate as DER, if there is one. */
export function leafOf(
  bundle: SignedEvidence['bundle'],
): Buffer<ArrayBuffer> | undefined {
  const { content } = bundle.verificationMaterial;
  if (content?.$case === 'certificate') {
    return Buffer.from(content.certificate.rawBytes);
  }
  return content?.$case === 'x509CertificateChain'
    ? Buffer.from(content.x509CertificateChain.certificates[0].rawBytes)
    : undefined;
}
