import express, { Router } from 'express';
import { PrometheusError, writeJson, writeText } from '../PrometheusError';
import { PrometheusContext } from '../PrometheusContext';
import { TargetState } from '../scrape/Scraper';

/** Readiness, version and targets. */
export function statusRouter(context: PrometheusContext): Router {
  const router = express.Router();
  router.get('/-/ready', (_req, res) => {
    plain(res, 200, 'Prometheus Server is Ready.\n');
  });
  router.get('/-/healthy', (_req, res) => {
    plain(res, 200, 'Prometheus Server is Healthy.\n');
  });
  router.all('/-/reload', (_req, res) => {
    plain(res, 403, 'Lifecycle API is not enabled.');
  });
  router.get('/api/v1/status/buildinfo', (_req, res) =>
    writeJson(res, 200, {
      status: 'success',
      data: {
        version: '3.16.0',
        revision: '0000000',
        branch: 'HEAD',
        buildUser: 'sandbox',
        buildDate: '20261101-00:00:00',
        goVersion: 'go1.25',
      },
    }),
  );
  router.get('/api/v1/alertmanagers', (_req, res) =>
    writeJson(res, 200, {
      status: 'success',
      data: { activeAlertmanagers: [], droppedAlertmanagers: [] },
    }),
  );
  router.get('/api/v1/targets', (req, res) => {
    const pool = String(req.query.scrapePool ?? '');
    const dropped = req.query.state === 'dropped';
    const states = context.scraper.states.filter(
      ({ target }) => pool === '' || target.job === pool,
    );
    writeJson(res, 200, {
      status: 'success',
      data: {
        activeTargets: dropped ? [] : states.map(toTarget),
        droppedTargets: [],
        droppedTargetCounts: Object.fromEntries(
          context.scraper.states
            .map(({ target }) => target.job)
            .sort()
            .map(job => [job, 0]),
        ),
      },
    });
  });
  router.all('/api/v1/admin/*', () => {
    throw new PrometheusError('admin APIs disabled', 'unavailable');
  });
  router.options('/api/v1/*', (_req, res) => {
    res
      .writeHead(204, {
        'Access-Control-Expose-Headers': 'Date',
        Vary: 'Accept-Encoding, Origin',
      })
      .end();
  });
  router.all(['/api/v1/query', '/api/v1/query_range'], (req, res, next) => {
    if (/^(GET|HEAD|POST)$/.test(req.method)) {
      next();
      return;
    }
    res.setHeader('Allow', 'GET, OPTIONS, POST');
    writeText(res, 405, 'Method Not Allowed\n');
  });
  return router;
}

function plain(res: express.Response, status: number, text: string): void {
  res
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
    .end(text);
}

function toTarget({ target, lastError, lastScrape }: TargetState): object {
  return {
    labels: { ...target.labels, job: target.job, instance: target.instance },
    scrapePool: target.job,
    scrapeUrl: `http://${target.instance}/metrics`,
    lastError,
    lastScrape: lastScrape?.toISOString(),
    health: lastError ? 'down' : 'up',
  };
}
