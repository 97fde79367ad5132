import { X509Certificate } from '@sigstore/core';
import type { SignedEvidence } from '../evidence/Evidence';
import type { TrustDomain } from '../trust/TrustDomain';
import { leafOf } from './Holder';
import { VerificationFailure } from './VerificationFailure';

/**
 * Tells "not ours" from "ours, and wrong": whatever else fails, a certificate
 * that no authority of the domain issued is foreign to it; and one that was
 * issued here and leads to no valid chain was used at another time.
 */
export function blameAuthority(
  failure: VerificationFailure,
  options: { evidence: SignedEvidence; domain: TrustDomain },
): VerificationFailure {
  const { evidence, domain } = options;
  if (failure.code === 'MALFORMED') return failure;
  const der = leafOf(evidence.bundle);
  if (!der) return failure;
  const issued = wasIssuedHere(der, domain);
  if (!issued) {
    return new VerificationFailure('UNKNOWN_CA', {
      expected: `a certificate of an authority of ${domain.name}`,
      found: 'a certificate of another authority',
      cause: failure,
    });
  }
  if (failure.code !== 'UNKNOWN_CA') return failure;
  return new VerificationFailure('CERT_NOT_VALID_AT_SIGNING', {
    expected: 'a certificate and an authority that were valid at that time',
    found: failure.found,
    cause: failure,
  });
}

function wasIssuedHere(der: Buffer<ArrayBuffer>, domain: TrustDomain): boolean {
  try {
    const leaf = X509Certificate.parse(der);
    return domain.material.certificateAuthorities.some(({ certChain }) =>
      certChain.some(
        authority =>
          authority.subject.equals(leaf.issuer) && leaf.verify(authority),
      ),
    );
  } catch {
    return false;
  }
}
