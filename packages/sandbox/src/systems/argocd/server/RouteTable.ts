import { Request, RequestHandler, Response, Router } from 'express';
import { writeApiError, writePlainError, toApiError } from './answers';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type Handler = (req: Request, res: Response) => Promise<void> | void;

/**
 * Routes of the API: errors become answers, and a path that exists under
 * other methods is 405, not 404.
 */
export class RouteTable {
  readonly router = Router();

  add(path: string, handlers: Partial<Record<Method, Handler>>): this {
    for (const [method, handler] of Object.entries(handlers)) {
      this.router[method as Method](path, guarded(handler));
    }
    this.router.all(path, (_, res) =>
      writePlainError(res, 405, 'Method Not Allowed'),
    );
    return this;
  }
}

function guarded(handler: Handler): RequestHandler {
  return async (req, res) => {
    try {
      await handler(req, res);
    } catch (error) {
      // A stream that already began can only end.
      if (res.headersSent) res.destroy();
      else writeApiError(res, toApiError(error));
    }
  };
}
