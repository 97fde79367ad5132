import express, { Router } from 'express';
import { writeText } from '../LokiError';

/** What needs no tenant: whether it is ready, and which version it is. */
export function statusRouter(options: {
  now: () => Date;
  readyAt: number;
}): Router {
  const router = express.Router();
  router.get('/ready', (_req, res) => {
    const waitMs = options.readyAt - options.now().getTime();
    if (waitMs > 0) {
      writeText(
        res,
        503,
        `Ingester not ready: waiting for ${waitMs}ms after being ready\n`,
      );
      return;
    }
    writeText(res, 200, 'ready\n');
  });
  router.get('/loki/api/v1/status/buildinfo', (_req, res) => {
    // Express would add a charset, which Loki does not.
    res.writeHead(200, { 'Content-Type': 'application/json' }).end(
      JSON.stringify({
        version: '3.7.8',
        revision: '0000000',
        branch: 'HEAD',
        buildUser: 'sandbox',
        buildDate: '2026-11-01T00:00:00Z',
        goVersion: 'go1.25',
      }),
    );
  });
  return router;
}
