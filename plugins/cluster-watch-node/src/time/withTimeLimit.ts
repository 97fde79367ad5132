import { Clock } from './Clock';

/**
 * What `work` resolves to, or what `onTimeout` throws or returns when it takes longer than `milliseconds`.
 * The work itself goes on: whoever is given up on is also aborted by the caller.
 */
export async function withTimeLimit<T>(
  work: Promise<T>,
  options: { clock: Clock; milliseconds: number; onTimeout: () => T },
): Promise<T> {
  const stop = new AbortController();
  const limit = options.clock.wait(options.milliseconds, stop.signal).then(
    () => options.onTimeout(),
    () => work,
  );
  try {
    return await Promise.race([work, limit]);
  } finally {
    stop.abort();
    limit.catch(() => {});
  }
}
