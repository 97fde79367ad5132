import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from './health/Readiness.ts';

/**
 * Stops without failing a request: first it is no longer ready and still
 * serves, for load balancers learn that with a delay; then it takes no new
 * connection and answers what is under way.
 *
 * @throws when requests are still under way after `timeoutMs`
 */
export async function stop(options: {
  server: FastifyInstance;
  readiness: Readiness;
  delayMs: number;
  timeoutMs: number;
}): Promise<void> {
  const { server, readiness, delayMs, timeoutMs } = options;
  readiness.stop();
  await wait(delayMs);

  const timer = new AbortController();
  const late = wait(timeoutMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`requests were still under way after ${timeoutMs} ms`);
  });
  try {
    await Promise.race([server.close(), late]);
  } finally {
    // An aborted wait rejects, and nobody waits for it any more.
    late.catch(() => {});
    timer.abort();
  }
}
