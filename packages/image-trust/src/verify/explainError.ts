import { VerificationError } from '@sigstore/verify';
import type { TrustDomain } from '../trust/TrustDomain';
import type { FailureCode } from './Verdict';
import { VerificationFailure } from './VerificationFailure';

const count = (number: number, what: string) =>
  `${number} ${what}${number === 1 ? '' : 's'}`;

const expected: Record<FailureCode, (domain: TrustDomain) => string> = {
  MALFORMED: () => 'well-formed evidence',
  UNSUPPORTED: () => 'evidence of a known kind',
  SUBJECT_MISMATCH: () => 'a signature about this image',
  NO_TRUST_DOMAIN: () => 'a trust domain',
  UNKNOWN_CA: ({ name }) => `a certificate of an authority of ${name}`,
  UNKNOWN_KEY: ({ name }) => `a key of ${name}`,
  CERT_NOT_FOR_SIGNING: () => 'a certificate for code signing with one name',
  CERT_NOT_VALID_AT_SIGNING: () =>
    'a certificate that was valid when the signature was made',
  KEY_NOT_VALID_AT_SIGNING: () =>
    'a key that was valid when the signature was made',
  NO_TRUSTED_TIME: ({ thresholds }) =>
    count(thresholds.timestamps, 'trusted time'),
  TIMESTAMP_INVALID: ({ name }) =>
    `timestamps of this signature by an authority of ${name}`,
  SCT_MISSING: ({ thresholds }) =>
    count(thresholds.sct, 'signed certificate timestamp'),
  SCT_INVALID: ({ name }) =>
    `certificate timestamps by a certificate log of ${name}`,
  TLOG_MISSING: ({ thresholds }) =>
    `${thresholds.log} ${thresholds.log === 1 ? 'log entry' : 'log entries'}`,
  TLOG_INVALID: ({ name }) => `entries that a log of ${name} holds`,
  TLOG_MISMATCH: () => 'a log entry of this signature and content',
  SIGNATURE_INVALID: () => 'a signature that the signer made over this content',
};

/**
 * The library's errors as failures. Its messages decide where one of its codes
 * stands for two things; each is held by a test, and whatever it throws that
 * is no verdict is `MALFORMED`.
 */
export function explainError(
  error: unknown,
  domain: TrustDomain,
): VerificationFailure {
  if (error instanceof VerificationFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error, message);
  const cause = error instanceof Error ? error.cause : undefined;
  const why = cause instanceof Error ? `${message}: ${cause.message}` : message;
  return new VerificationFailure(code, {
    expected: expected[code](domain),
    found: why.slice(0, 500),
    cause: error,
  });
}

function codeOf(error: unknown, message: string): FailureCode {
  if (!(error instanceof VerificationError)) return 'MALFORMED';
  const code: string = error.code;
  switch (code) {
    case 'TIMESTAMP_ERROR':
      return /^expected \d+ timestamps/.test(message)
        ? 'NO_TRUSTED_TIME'
        : 'TIMESTAMP_INVALID';
    case 'CERTIFICATE_ERROR':
      if (/^expected \d+ SCTs/.test(message)) return 'SCT_MISSING';
      if (/SCT/.test(message)) return 'SCT_INVALID';
      return error.cause instanceof Error &&
        /not valid or expired/.test(error.cause.message)
        ? 'CERT_NOT_VALID_AT_SIGNING'
        : 'UNKNOWN_CA';
    case 'PUBLIC_KEY_ERROR':
      return 'KEY_NOT_VALID_AT_SIGNING';
    case 'TLOG_ERROR':
      return /^expected \d+ tlog entries/.test(message)
        ? 'TLOG_MISSING'
        : 'TLOG_INVALID';
    case 'TLOG_BODY_ERROR':
      return /unsupported/.test(message) ? 'UNSUPPORTED' : 'TLOG_MISMATCH';
    case 'TLOG_INCLUSION_PROOF_ERROR':
    case 'TLOG_INCLUSION_PROMISE_ERROR':
    case 'TLOG_MISSING_INCLUSION_ERROR':
      return 'TLOG_INVALID';
    case 'SIGNATURE_ERROR':
      return 'SIGNATURE_INVALID';
    default:
      return 'MALFORMED';
  }
}
