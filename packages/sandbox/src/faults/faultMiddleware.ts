import { RequestHandler, Response } from 'express';
import { Faults } from './Faults';

/** Writes an error with this status the way the imitated system writes it. */
export type ErrorWriter = (res: Response, status: number) => void;

/** Applies the stand-in's faults before any of its own routes. */
export function faultMiddleware(
  faults: Faults,
  writeError: ErrorWriter,
): RequestHandler {
  return (req, res, next) => {
    const fault = faults.take(req.method, req.path);
    switch (fault?.kind) {
      case 'down':
        req.socket.destroy();
        return;
      case 'status':
        if (fault.retryAfter !== undefined) {
          res.setHeader('Retry-After', String(fault.retryAfter));
        }
        writeError(res, fault.status!);
        return;
      case 'slow':
        setTimeout(next, fault.delayMs);
        return;
      default:
        next();
    }
  };
}
