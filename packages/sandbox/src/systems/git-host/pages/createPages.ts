import { Router } from 'express';
import { Authenticator } from '../access/Authenticator';
import { GitHostContext } from '../GitHostContext';

export function createPages(
  _context: GitHostContext,
  _authenticator: Authenticator,
): Router {
  return Router();
}
