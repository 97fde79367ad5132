/**
 * Why a registry gave no answer that counts. None of them means "unsigned".
 *
 * - `DENIED`: it wants other credentials (401, 403), or its token realm may not be asked
 * - `NOT_FOUND`: repository, tag, manifest or blob is not there (404)
 * - `RATE_LIMITED`: 429, still so after the retries
 * - `UNREACHABLE`: no connection, a time-out, or 5xx after the retries
 * - `LIMIT_EXCEEDED`: the answer is larger, longer or more often redirected than allowed
 * - `DIGEST_MISMATCH`: the bytes are not those that were asked for
 * - `MALFORMED`: an answer that the distribution specification does not know
 */
export const registryErrorCodes = [
  'DENIED',
  'NOT_FOUND',
  'RATE_LIMITED',
  'UNREACHABLE',
  'LIMIT_EXCEEDED',
  'DIGEST_MISMATCH',
  'MALFORMED',
] as const;

export type RegistryErrorCode = (typeof registryErrorCodes)[number];

/** A failed request to a registry, with what was asked and what came back. Holds no credentials. */
export class RegistryError extends Error {
  readonly code: RegistryErrorCode;
  /** What was asked, e.g. `GET ghcr.io/v2/acme/shop/manifests/1.0`. */
  readonly request: string;

  constructor(options: {
    code: RegistryErrorCode;
    request: string;
    found: string;
    cause?: unknown;
  }) {
    super(`${options.request}: ${options.found}`, { cause: options.cause });
    this.name = 'RegistryError';
    this.code = options.code;
    this.request = options.request;
  }

  static is(error: unknown): error is RegistryError {
    return error instanceof Error && error.name === 'RegistryError';
  }
}
