/** The gRPC codes that Argo CD's API answers with, and the HTTP status of each. */
const httpStatuses = {
  Unknown: { code: 2, status: 500 },
  InvalidArgument: { code: 3, status: 400 },
  DeadlineExceeded: { code: 4, status: 504 },
  NotFound: { code: 5, status: 404 },
  AlreadyExists: { code: 6, status: 409 },
  PermissionDenied: { code: 7, status: 403 },
  ResourceExhausted: { code: 8, status: 429 },
  FailedPrecondition: { code: 9, status: 400 },
  Internal: { code: 13, status: 500 },
  Unavailable: { code: 14, status: 503 },
  Unauthenticated: { code: 16, status: 401 },
};

export type ApiErrorCode = keyof typeof httpStatuses;

const messages: Partial<Record<ApiErrorCode, string>> = {
  Unauthenticated: 'no session information',
  PermissionDenied: 'permission denied',
  ResourceExhausted: 'too many requests',
  Unavailable: 'the server is currently unable to handle the request',
};

/** An answer that is an error. */
export class ApiError extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: ApiErrorCode, message: string) {
    super(message);
    this.name = 'ApiError';
    this.code = httpStatuses[code].code;
    this.status = httpStatuses[code].status;
  }

  /** The error that Argo CD would answer with this HTTP status. */
  static ofStatus(status: number): ApiError {
    const names = Object.keys(httpStatuses) as ApiErrorCode[];
    const name =
      names.find(each => httpStatuses[each].status === status) ?? 'Internal';
    return new ApiError(name, messages[name] ?? name);
  }
}
