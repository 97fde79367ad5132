import express, { ErrorRequestHandler } from 'express';
import { Faults } from '../../../faults/Faults';
import { faultMiddleware } from '../../../faults/faultMiddleware';
import { listen } from '../../../http/listen';
import { StandIn } from '../../../StandIn';
import { runEvery } from '../runEvery';
import { GrafanaRule, GrafanaRules } from './alerting/GrafanaRules';
import { Dashboard, dashboards } from './dashboards';
import { GrafanaContext } from './GrafanaContext';
import { GrafanaError, writeError, writeFault } from './GrafanaError';
import { pagesRouter } from './pages/pagesRouter';
import { apiRouter } from './routes/apiRouter';

export type GrafanaOptions = {
  /** Port on the loopback address; 0 or absent picks a free one. */
  port?: number;
  now?: () => Date;
  /** The token of a service account that may view everything. */
  token: string;
  lokiUrl: string;
  prometheusUrl: string;
  rules?: GrafanaRule[];
  dashboards?: Dashboard[];
  /** What it says its version is; links are made for it. */
  version?: string;
  /** How often its own rules are evaluated; 15 seconds by default. */
  intervalMs?: number;
};

const errors: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  if (error instanceof GrafanaError) {
    writeError(res, error.status, error.message);
    return;
  }
  writeError(res, 500, `${error}`);
};

export async function startGrafana(options: GrafanaOptions): Promise<StandIn> {
  const { now = () => new Date(), intervalMs = 15_000 } = options;
  const faults = new Faults();
  const context: GrafanaContext = {
    version: options.version ?? '12.2.0',
    token: options.token,
    dataSources: [
      {
        id: 1,
        uid: 'sandbox-prometheus',
        name: 'Prometheus',
        type: 'prometheus',
        url: options.prometheusUrl,
        isDefault: true,
      },
      {
        id: 2,
        uid: 'sandbox-loki',
        name: 'Loki',
        type: 'loki',
        url: options.lokiUrl,
        isDefault: false,
      },
    ],
    dashboards: options.dashboards ?? dashboards,
    rules: new GrafanaRules({
      rules: options.rules ?? [],
      prometheusUrl: options.prometheusUrl,
    }),
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(faultMiddleware(faults, writeFault));
  app.use('/api', apiRouter(context));
  app.use(pagesRouter(context, now));
  app.use(errors);
  await context.rules.evaluate(now());
  const listener = await listen(app, { port: options.port });
  const stop = runEvery(intervalMs, () => context.rules.evaluate(now()));
  return {
    name: 'grafana',
    url: listener.url,
    faults,
    async close() {
      await stop();
      await listener.close();
    },
  };
}
