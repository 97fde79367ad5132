import { Request, RequestHandler } from 'express';
import {
  Authenticator,
  Caller,
  InvalidCredentialsError,
  nobody,
} from '../access/Authenticator';
import { ApiError } from './ApiError';

const callers = new WeakMap<Request, Caller>();

/** Who sends this request, once `authenticate` has seen it. */
export function callerOf(req: Request): Caller {
  return callers.get(req) ?? nobody;
}

/** Credentials that are not right are refused on every route, also where none are needed. */
export function authenticate(authenticator: Authenticator): RequestHandler {
  return (req, _res, next) => {
    try {
      const caller = authenticator.authenticate(req.headers.authorization);
      callers.set(req, caller);
      next();
    } catch (error) {
      next(
        error instanceof InvalidCredentialsError
          ? new ApiError(401, 'invalid username, password or token')
          : error,
      );
    }
  };
}
