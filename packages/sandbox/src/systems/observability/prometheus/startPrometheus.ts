import express, { ErrorRequestHandler } from 'express';
import { Faults } from '../../../faults/Faults';
import { faultMiddleware } from '../../../faults/faultMiddleware';
import { listen } from '../../../http/listen';
import { StandIn } from '../../../StandIn';
import { runEvery } from '../runEvery';
import { PrometheusContext } from './PrometheusContext';
import {
  PrometheusError,
  writeError,
  writeFault,
  writeText,
} from './PrometheusError';
import { metadataRouter } from './routes/metadataRouter';
import { queryRouter } from './routes/queryRouter';
import { rulesRouter } from './routes/rulesRouter';
import { statusRouter } from './routes/statusRouter';
import { readRules } from './rules/readRules';
import { RuleEngine } from './rules/RuleEngine';
import { Scraper, ScrapeTarget } from './scrape/Scraper';
import { SeriesStore } from './SeriesStore';

export type PrometheusOptions = {
  /** Port on the loopback address; 0 or absent picks a free one. */
  port?: number;
  now?: () => Date;
  targets: ScrapeTarget[];
  /** A rule file, as YAML. */
  rules: string;
  /** How often targets are read and rules evaluated; 15 seconds by default. */
  intervalMs?: number;
};

const errors: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  writeError(
    res,
    error instanceof PrometheusError
      ? error
      : new PrometheusError(`${error}`, 'internal'),
  );
};

export async function startPrometheus(
  options: PrometheusOptions,
): Promise<StandIn> {
  const { now = () => new Date(), intervalMs = 15_000 } = options;
  const faults = new Faults();
  const store = new SeriesStore();
  const context: PrometheusContext = {
    store,
    scraper: new Scraper({ store, targets: options.targets }),
    rules: new RuleEngine({
      store,
      groups: readRules(options.rules),
      now: now(),
    }),
    now,
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(faultMiddleware(faults, writeFault));
  app.use(express.text({ type: () => true }));
  app.get(/^\/api\/v1$/, (_req, res) => {
    res
      .writeHead(307, {
        'Content-Type': 'text/html; charset=utf-8',
        Location: '/api/v1/',
      })
      .end('<a href="/api/v1/">Temporary Redirect</a>.\n\n');
  });
  app.use(
    statusRouter(context),
    queryRouter(context),
    metadataRouter(context),
    rulesRouter(context),
  );
  app.use((_req, res) => writeText(res, 404, '404 page not found\n'));
  app.use(errors);
  const cycle = async () => {
    await context.scraper.scrapeAll(now());
    context.rules.evaluateAll(now());
  };
  await cycle();
  const listener = await listen(app, { port: options.port });
  const stop = runEvery(intervalMs, cycle);
  return {
    name: 'prometheus',
    url: listener.url,
    faults,
    async close() {
      await stop();
      await listener.close();
    },
  };
}
