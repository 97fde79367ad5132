import { ErrorRequestHandler, Response } from 'express';

/** A fault of any status, in the form that all of Sigstore's services share. */
export function writeFault(res: Response, status: number): void {
  res.status(status);
  res.json({ code: status, message: `told to answer ${status}` });
}

/** Bodies that are no JSON, and what went wrong here. */
export const sigstoreErrors: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  const status = Number(error.status) || 500;
  res.status(status).json({ code: status, message: String(error.message) });
};
