import { SourceErrorCode } from '@portolan/plugin-grafana-common';

/** A source gave no answer that can be used. Its code decides what a page says. */
export class SourceFailure extends Error {
  readonly name = 'SourceFailure';
  readonly source: string;
  readonly code: SourceErrorCode;
  /** When it was asked. */
  readonly at: Date;

  constructor(options: {
    source: string;
    code: SourceErrorCode;
    message: string;
    at: Date;
    cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.source = options.source;
    this.code = options.code;
    this.at = options.at;
  }
}

export function isSourceFailure(error: unknown): error is SourceFailure {
  return error instanceof Error && error.name === 'SourceFailure';
}

/** The code of an HTTP status that is an error. */
export function codeOfStatus(status: number): SourceErrorCode {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-configured';
    case 429:
      return 'rate-limited';
    case 408:
    case 504:
      return 'timeout';
    case 502:
    case 503:
      return 'unreachable';
    default:
      return status >= 500 ? 'server-error' : 'invalid-answer';
  }
}
