/**
 * Why a pool has no verdict.
 *
 * - `THREAD_FAILED`: the thread ended, out of memory or by a defect
 * - `TIMED_OUT`: one verification took longer than allowed
 * - `QUEUE_FULL`: more was asked for than is held
 * - `CLOSED`: the pool was closed before its turn
 */
export type VerifierPoolErrorCode =
  | 'THREAD_FAILED'
  | 'TIMED_OUT'
  | 'QUEUE_FULL'
  | 'CLOSED';

/** No verdict was reached: the evidence is neither accepted nor refused. */
export class VerifierPoolError extends Error {
  readonly code: VerifierPoolErrorCode;

  constructor(code: VerifierPoolErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'VerifierPoolError';
    this.code = code;
  }

  static is(error: unknown): error is VerifierPoolError {
    return error instanceof Error && error.name === 'VerifierPoolError';
  }
}
