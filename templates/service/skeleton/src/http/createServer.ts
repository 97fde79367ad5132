import Fastify, {
  type FastifyInstance,
  type FastifyServerOptions,
} from 'fastify';
import { healthRoutes } from '../health/healthRoutes.ts';
import type { Readiness } from '../health/Readiness.ts';
import type { Metrics } from '../metrics/Metrics.ts';
import { metricsRoutes } from '../metrics/metricsRoutes.ts';
import { aboutRoutes, type About } from './aboutRoutes.ts';

export interface ServerOptions {
  about: About;
  readiness: Readiness;
  metrics: Metrics;
  logger: NonNullable<FastifyServerOptions['logger']>;
}

/** The HTTP server with all its routes; it does not listen yet. */
export function createServer(options: ServerOptions): FastifyInstance {
  const server = Fastify({
    logger: options.logger,
    // A request keeps the id that the caller gave it, so that logs of several services join.
    requestIdHeader: 'x-request-id',
  });

  server.setErrorHandler<Error & { statusCode?: number }>(
    (error, request, reply) => {
      const statusCode = error.statusCode ?? 500;
      if (statusCode < 500) {
        return reply.status(statusCode).send({ message: error.message });
      }
      // What went wrong inside is for the log, not for the caller.
      request.log.error(error, 'request failed');
      return reply
        .status(statusCode)
        .send({ message: 'Internal server error', requestId: request.id });
    },
  );

  // A client that keeps its connection would hold up the stop until it times out.
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (options.readiness.stopping) reply.header('connection', 'close');
    done();
  });

  metricsRoutes(server, options);
  healthRoutes(server, options);
  aboutRoutes(server, options);
  return server;
}
