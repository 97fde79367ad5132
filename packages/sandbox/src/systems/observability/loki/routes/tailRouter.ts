import express, { Router } from 'express';
import { parseQuery } from '../logql/parseQuery';
import { LokiError } from '../LokiError';
import { parameters } from './answers';

const longestDelaySeconds = 5;

/** What `tail` refuses before the upgrade; the upgrade itself is not answered here. */
export function tailRouter(): Router {
  const router = express.Router();
  router.get('/loki/api/v1/tail', req => {
    const given = parameters(req);
    parseQuery(given.get('query') ?? '');
    if (Number(given.get('delay_for') ?? 0) > longestDelaySeconds) {
      throw new LokiError(
        `delay_for can't be greater than ${longestDelaySeconds}`,
      );
    }
    throw new LokiError('Bad Request\n');
  });
  return router;
}
