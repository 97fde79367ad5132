import type { SignedEvidence } from '../evidence/Evidence';
import type { TrustDomain } from '../trust/TrustDomain';
import type { DomainFailure, FailureCode, Verdict, Verified } from './Verdict';
import { VerificationFailure } from './VerificationFailure';
import { Subject, verifyInDomain } from './verifyInDomain';

/** Failures from "not meant for this domain" to "all but accepted". */
const progress: readonly FailureCode[] = [
  'NO_TRUST_DOMAIN',
  'UNKNOWN_KEY',
  'UNKNOWN_CA',
  'UNSUPPORTED',
  'MALFORMED',
  'NO_TRUSTED_TIME',
  'TIMESTAMP_INVALID',
  'CERT_NOT_VALID_AT_SIGNING',
  'KEY_NOT_VALID_AT_SIGNING',
  'SCT_MISSING',
  'SCT_INVALID',
  'TLOG_MISSING',
  'TLOG_INVALID',
  'SIGNATURE_INVALID',
  'TLOG_MISMATCH',
  'CERT_NOT_FOR_SIGNING',
  'SUBJECT_MISMATCH',
];

/**
 * Says what a piece of evidence proves about an image, in the domains that are
 * trusted. The answer depends on its arguments alone, so it can be kept under
 * the evidence's digest, the image's digest and the domains' fingerprints.
 * It never throws, whatever the evidence holds.
 *
 * @param options.domains - the domains to ask; the facts of a verified one are from the first in which it holds
 * @see https://github.com/sigstore/architecture-docs/blob/main/client-spec.md
 */
export function verifyEvidence(
  evidence: SignedEvidence,
  options: { subject: Subject; domains: readonly TrustDomain[] },
): Verdict {
  const { subject, domains } = options;
  const verified: Verified[] = [];
  const tried: DomainFailure[] = [];
  for (const domain of domains) {
    try {
      verified.push(verifyInDomain(evidence, { subject, domain }));
    } catch (error) {
      const { code, expected, found } = asFailure(error);
      tried.push({ domain: domain.name, code, expected, found });
    }
  }
  if (verified.length > 0) {
    return {
      ...verified[0],
      domains: verified.flatMap(verdict => verdict.domains),
    };
  }
  if (tried.length === 0) {
    return {
      result: 'failed',
      code: 'NO_TRUST_DOMAIN',
      expected: 'a trust domain',
      found: 'none',
      tried,
    };
  }
  const closest = tried.reduce((best, next) =>
    progress.indexOf(next.code) > progress.indexOf(best.code) ? next : best,
  );
  return { result: 'failed', ...closest, tried };
}

function asFailure(error: unknown): VerificationFailure {
  if (error instanceof VerificationFailure) return error;
  // Unreachable by design; if it is reached, it is still no proof of anything.
  return new VerificationFailure('MALFORMED', {
    expected: 'well-formed evidence',
    found: error instanceof Error ? error.message : String(error),
  });
}
