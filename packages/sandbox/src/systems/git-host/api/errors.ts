import { ErrorRequestHandler, Request, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import { GitHostContext } from '../GitHostContext';
import { RefConflictError } from '../git/refs';
import { sendAnswer } from './answers';
import { ApiError } from './ApiError';
import { RepositoryMovedError } from './RepositoryMovedError';

/** The body that every error of Gitea's API has. */
export function errorBody(
  { publicUrl }: GitHostContext,
  error: Pick<ApiError, 'message' | 'errors'>,
): object {
  return {
    ...(error.errors !== undefined && { errors: error.errors }),
    message: error.message,
    url: `${publicUrl()}/api/swagger`,
  };
}

/** For faults: an error that has nothing to do with the request. */
export function writeStatus(
  context: GitHostContext,
  res: Response,
  status: number,
): void {
  const message = STATUS_CODES[status] ?? 'Error';
  sendAnswer(
    res,
    res.req.originalUrl.startsWith('/api/')
      ? { status, body: errorBody(context, { message }) }
      : {
          status,
          body: `${message}\n`,
          contentType: 'text/plain; charset=utf-8',
        },
  );
}

/** What is left: an address that cannot be decoded, a client that went away, a fault of this program. */
export function writeFailure(context: GitHostContext): ErrorRequestHandler {
  return (error, _req, res, _next) => {
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const { status } = error as { status?: number };
    writeStatus(context, res, status && status < 500 ? status : 500);
  };
}

/** What the router of an unknown path answers. */
export function unknownPath(_req: Request, res: Response): void {
  res.statusCode = 404;
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.end('404 page not found\n');
}

export function apiErrorHandler(context: GitHostContext): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error, req, res, _next) => {
    if (error instanceof RepositoryMovedError) {
      redirect(req, res, error);
      return;
    }
    const known = toApiError(error);
    sendAnswer(res, { status: known.status, body: errorBody(context, known) });
  };
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof RefConflictError) {
    return new ApiError(409, 'the branch was changed at the same time');
  }
  // Express' body parsers: too large, or no JSON.
  const { status, message } = error as { status?: number; message?: string };
  if (status === 413) return new ApiError(413, 'request body too large');
  if (status && status < 500) {
    return new ApiError(422, `[]: ${message}`);
  }
  return new ApiError(500, message ?? 'internal server error');
}

function redirect(
  req: Request,
  res: Response,
  { fullName }: RepositoryMovedError,
): void {
  const location = req.originalUrl.replace(
    /^(\/api\/v1\/repos\/)[^/]+\/[^/?]+/,
    `$1${fullName}`,
  );
  const readsOnly = req.method === 'GET' || req.method === 'HEAD';
  sendAnswer(res, {
    status: readsOnly ? 301 : 307,
    headers: { Location: location },
    body: `<a href="${location.replace(/&/g, '&amp;')}">${
      readsOnly ? 'Moved Permanently' : 'Temporary Redirect'
    }</a>.\n\n`,
    contentType: 'text/html; charset=utf-8',
  });
}
