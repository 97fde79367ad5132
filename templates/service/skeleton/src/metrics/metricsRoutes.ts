import type { FastifyInstance } from 'fastify';
import type { Metrics } from './Metrics.ts';

/** Measures every request and shows the result in Prometheus' text format. */
export function metricsRoutes(
  server: FastifyInstance,
  options: { metrics: Metrics },
): void {
  const { registry, requestDuration } = options.metrics;

  server.addHook('onResponse', (request, reply, done) => {
    requestDuration.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status_code: reply.statusCode,
      },
      reply.elapsedTime / 1000,
    );
    done();
  });

  server.get('/metrics', { logLevel: 'warn' }, async (_request, reply) => {
    const text = await registry.metrics();
    return reply.type(registry.contentType).send(text);
  });
}
