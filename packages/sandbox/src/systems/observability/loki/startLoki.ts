import express, { ErrorRequestHandler } from 'express';
import { Faults } from '../../../faults/Faults';
import { faultMiddleware } from '../../../faults/faultMiddleware';
import { listen } from '../../../http/listen';
import { StandIn } from '../../../StandIn';
import { LokiContext } from './LokiContext';
import { LokiError, writeError, writeFault, writeText } from './LokiError';
import { takePush } from './readPush';
import { labelsRouter } from './routes/labelsRouter';
import { queryRouter } from './routes/queryRouter';
import { statisticsRouter } from './routes/statisticsRouter';
import { statusRouter } from './routes/statusRouter';
import { tailRouter } from './routes/tailRouter';
import { Tenants } from './Tenants';

export type LokiOptions = {
  /** Port on the loopback address; 0 or absent picks a free one. */
  port?: number;
  now?: () => Date;
  /** Whether every request must name its tenant in `X-Scope-OrgID`. */
  authEnabled?: boolean;
  /** How long after its start `/ready` still answers 503, as the real one does. */
  startUpMs?: number;
};

const mostBytes = '20mb';

const errors: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  writeError(
    res,
    error instanceof LokiError ? error : new LokiError(`${error}\n`, 500),
  );
};

export async function startLoki(options: LokiOptions = {}): Promise<StandIn> {
  const { now = () => new Date(), startUpMs = 0 } = options;
  const faults = new Faults();
  const context: LokiContext = {
    tenants: new Tenants({ authEnabled: options.authEnabled ?? false }),
    now,
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(faultMiddleware(faults, writeFault));
  app.use(statusRouter({ now, readyAt: now().getTime() + startUpMs }));
  app.use(express.text({ type: () => true, limit: mostBytes }));
  app.post('/loki/api/v1/push', (req, res) => {
    const store = context.tenants.of(req);
    if (!/^application\/json/.test(req.get('content-type') ?? '')) {
      // Everything else is taken for protobuf that snappy has compressed.
      throw new LokiError('snappy: corrupt input\n');
    }
    takePush(store, parseJson(String(req.body)), now());
    res.status(204).end();
  });
  app.use(
    queryRouter(context),
    labelsRouter(context),
    statisticsRouter(context),
    tailRouter(),
  );
  app.use((_req, res) => writeText(res, 404, '404 page not found\n'));
  app.use(errors);
  const listener = await listen(app, { port: options.port });
  return {
    name: 'loki',
    url: listener.url,
    faults,
    close: () => listener.close(),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
