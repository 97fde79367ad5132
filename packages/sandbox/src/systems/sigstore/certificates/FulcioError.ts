/** The codes of gRPC that Fulcio answers with, and the status of each. */
const statuses = {
  INVALID_ARGUMENT: { code: 3, status: 400 },
  UNAUTHENTICATED: { code: 16, status: 401 },
} as const;

/** Why a certificate is not issued, in Fulcio's words. */
export class FulcioError extends Error {
  readonly code: number;
  readonly status: number;

  constructor(
    name: keyof typeof statuses,
    options: { message: string; cause?: unknown },
  ) {
    super(options.message, { cause: options.cause });
    this.name = 'FulcioError';
    this.code = statuses[name].code;
    this.status = statuses[name].status;
  }

  static is(error: unknown): error is FulcioError {
    return error instanceof Error && error.name === 'FulcioError';
  }
}
