/** An answer other than success, with the words that Gitea uses for it. */
export class ApiError extends Error {
  readonly name = 'ApiError';
  readonly status: number;
  /** Present in Gitea's answers for things that are not there, and only in those. */
  readonly errors?: string[] | null;

  constructor(
    status: number,
    message: string,
    options: { errors?: string[] | null } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = options.errors;
  }
}

/** Something is not there, or the caller may not know of it: Gitea does not tell which. */
export function notFound(error?: string, message = 'not found'): ApiError {
  return new ApiError(404, message, { errors: error ? [error] : null });
}

export function unprocessable(message: string): ApiError {
  return new ApiError(422, message);
}

export function forbidden(message: string): ApiError {
  return new ApiError(403, message);
}
