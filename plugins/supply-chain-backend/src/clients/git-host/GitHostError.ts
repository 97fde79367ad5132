export type GitHostErrorCode =
  | 'COMMIT_NOT_FOUND'
  | 'GIT_HOST_DENIED'
  | 'GIT_HOST_RATE_LIMITED'
  | 'GIT_HOST_UNREACHABLE'
  | 'GIT_HOST_UNSUPPORTED'
  | 'GIT_HOST_MALFORMED';

/** Why a Git host gave no answer. Holds no credentials. */
export class GitHostError extends Error {
  readonly code: GitHostErrorCode;
  /** Milliseconds that the host asks to wait. */
  readonly retryAfterMs?: number;

  constructor(
    code: GitHostErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'GitHostError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }

  static is(error: unknown): error is GitHostError {
    return error instanceof Error && error.name === 'GitHostError';
  }
}
