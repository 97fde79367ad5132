import type { FastifyInstance } from 'fastify';
import type { Readiness } from './Readiness.ts';

/** What the kubelet asks every few seconds, so it is kept out of the request log. */
export function healthRoutes(
  server: FastifyInstance,
  options: { readiness: Readiness },
): void {
  // Only that the process answers: a broken dependency is no reason to restart it.
  server.get('/healthz', { logLevel: 'warn' }, () => ({ status: 'ok' }));

  server.get('/readyz', { logLevel: 'warn' }, async (_request, reply) => {
    const answer = await options.readiness.ask();
    return answer.ready
      ? { status: 'ready' }
      : reply
          .status(503)
          .send({ status: 'not ready', reasons: answer.reasons });
  });
}
