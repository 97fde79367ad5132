/**
 * Why a trust domain can not be used.
 *
 * - `NAME_INVALID`: empty, too long, or used twice
 * - `ROOT_UNREADABLE`: no trusted root could be read or fetched
 * - `ROOT_INVALID`: it is no trusted root, or leaves open since when a part of it is valid
 * - `KEY_INVALID`: no public key of a supported kind
 * - `THRESHOLDS_INVALID`: they could never be reached, or would accept what nobody can judge
 */
export type TrustDomainErrorCode =
  | 'NAME_INVALID'
  | 'ROOT_UNREADABLE'
  | 'ROOT_INVALID'
  | 'KEY_INVALID'
  | 'THRESHOLDS_INVALID';

/** A trust domain that can not be used; the message says which part of it, and why. */
export class TrustDomainError extends Error {
  readonly code: TrustDomainErrorCode;

  constructor(code: TrustDomainErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'TrustDomainError';
    this.code = code;
  }

  static is(error: unknown): error is TrustDomainError {
    return error instanceof Error && error.name === 'TrustDomainError';
  }
}
