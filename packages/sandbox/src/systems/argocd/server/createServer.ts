import express, { Express, RequestHandler } from 'express';
import { faultMiddleware } from '../../../faults/faultMiddleware';
import { addPages } from '../pages/addPages';
import { ApiError } from './ApiError';
import { writeApiError, writePlainError } from './answers';
import { ArgoCdContext } from './ArgoCdContext';
import { addAccountRoutes } from './routes/accounts';
import { addApplicationRoutes } from './routes/applications';
import { addClusterRoutes } from './routes/clusters';
import { addEventRoutes } from './routes/events';
import { addLogRoutes } from './routes/logs';
import { addManifestRoutes } from './routes/manifests';
import { addOperationRoutes } from './routes/operations';
import { addProjectRoutes } from './routes/projects';
import { addRepositoryRoutes } from './routes/repositories';
import { addResourceRoutes } from './routes/resources';
import { addSessionRoutes } from './routes/session';
import { addSettingsRoutes } from './routes/settings';
import { addStreamRoutes } from './routes/stream';
import { takeWebhook } from './routes/webhook';
import { RouteTable } from './RouteTable';

const bodyLimit = '8mb';

/** Everything but GET must say that it is JSON, even without a body: a form of another site can't. */
const enforceJson: RequestHandler = (req, res, next) => {
  const type = (req.headers['content-type'] ?? '').toLowerCase();
  if (req.method === 'GET' || type === 'application/json') next();
  else writePlainError(res, 415, 'Invalid content type');
};

const badBody: express.ErrorRequestHandler = (error, _req, res, _next) => {
  writeApiError(res, new ApiError('InvalidArgument', error.message));
};

/** The API server, with the webhook and the pages. */
export function createServer(context: ArgoCdContext): Express {
  const routes = new RouteTable();
  addSettingsRoutes(routes, context);
  addSessionRoutes(routes, context);
  addAccountRoutes(routes, context);
  addProjectRoutes(routes, context);
  addClusterRoutes(routes, context);
  addRepositoryRoutes(routes, context);
  addStreamRoutes(routes, context);
  addOperationRoutes(routes, context);
  addResourceRoutes(routes, context);
  addManifestRoutes(routes, context);
  addEventRoutes(routes, context);
  addLogRoutes(routes, context);
  addApplicationRoutes(routes, context);

  const server = express();
  server.disable('x-powered-by');
  server.disable('etag');
  server.use(
    faultMiddleware(context.faults, (res, status) =>
      writeApiError(res, ApiError.ofStatus(status)),
    ),
  );
  server.post(
    '/api/webhook',
    express.raw({ type: () => true, limit: bodyLimit }),
    (req, res, next) => {
      takeWebhook(context, req, res).catch(next);
    },
  );
  server.use('/api/', enforceJson);
  server.use(
    express.json({ type: () => true, strict: false, limit: bodyLimit }),
  );
  server.use(badBody);
  server.use(routes.router);
  server.use('/api/', (_, res) => writePlainError(res, 404, 'Not Found'));
  server.get('/healthz', (_, res) => res.type('text/plain').send('ok'));
  addPages(server, context);
  return server;
}
