import { setTimeout as delay } from 'node:timers/promises';

const LIMIT_MS = 10_000;

/** Until `check` no longer throws: for what another process or the network has to do first. */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await delay(5);
  }
}
