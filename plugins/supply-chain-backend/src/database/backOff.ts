const firstMs = 30_000;
const longestMs = 3_600_000;

/** Milliseconds until the next attempt: doubles from half a minute to an hour. Pure. */
export function backOffMs(attempts: number, askedForMs = 0): number {
  const grown = firstMs * 2 ** Math.min(Math.max(attempts, 1) - 1, 20);
  return Math.max(askedForMs, Math.min(grown, longestMs));
}

/** A later moment, as the tables write it. */
export function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
