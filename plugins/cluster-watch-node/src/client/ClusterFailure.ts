/** Why a cluster did not answer as asked. */
export type FailureCode =
  /** No connection, a connection that broke, or no answer in time. */
  | 'unreachable'
  /** 401: the token is wrong or over. */
  | 'unauthenticated'
  /** 403: the account may not. */
  | 'denied'
  /** 404: the cluster does not have the kind, or not in this version. */
  | 'not-found'
  /** 410: the cluster no longer knows what was at that time. */
  | 'expired'
  /** 429. */
  | 'throttled'
  /** More than is read at once. */
  | 'too-large'
  /** 5xx, other refusals, and answers that make no sense. */
  | 'failing';

/** An answer that is none. Thrown within this package only; callers branch on its code. */
export class ClusterFailure extends Error {
  override readonly name = 'ClusterFailure';
  readonly code: FailureCode;
  /** How long the cluster asks to be left alone. */
  readonly retryAfterMs?: number;
  /** A token that goes on with a list whose own token expired. */
  readonly continueToken?: string;

  constructor(
    code: FailureCode,
    message: string,
    details: {
      retryAfterMs?: number;
      continueToken?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.code = code;
    this.retryAfterMs = details.retryAfterMs;
    this.continueToken = details.continueToken;
  }
}
