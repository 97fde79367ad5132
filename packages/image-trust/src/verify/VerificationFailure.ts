import type { FailureCode } from './Verdict';

/** Ends a verification; it never leaves the verifier. */
export class VerificationFailure extends Error {
  readonly code: FailureCode;
  readonly expected: string;
  readonly found: string;

  constructor(
    code: FailureCode,
    options: { expected: string; found: string; cause?: unknown },
  ) {
    super(`${code}: ${options.found}`, { cause: options.cause });
    this.name = 'VerificationFailure';
    this.code = code;
    this.expected = options.expected;
    this.found = options.found;
  }
}
