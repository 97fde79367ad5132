import { ResponseError } from '@backstage/errors';
import { useEffect, useRef, useState } from 'react';

/** What is known of something that is asked for again and again. */
export type Polled<T> =
  | { state: 'loading' }
  | { state: 'denied'; message: string }
  /** `value` is what was said last, at `asOf`, when there was an answer before. */
  | { state: 'failed'; message: string; value?: T; asOf?: string }
  | { state: 'ready'; value: T; asOf: string };

/**
 * Asks now and at intervals, while the page is looked at.
 *
 * @param key - what is asked for: another one starts anew
 */
export function usePolled<T>(
  key: string,
  ask: () => Promise<T>,
  options: { everyMs: number },
): Polled<T> {
  const { everyMs } = options;
  const [known, setKnown] = useState<{ key: string; polled: Polled<T> }>();

  // Made anew at each render; `key` says what it asks for.
  const latestAsk = useRef(ask);
  latestAsk.current = ask;

  useEffect(() => {
    let stopped = false;
    let asking = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async () => {
      if (asking || document.visibilityState !== 'visible') return;
      asking = true;
      clearTimeout(timer);
      const next = await askOnce(latestAsk.current);
      asking = false;
      if (stopped) return;
      setKnown(before => ({
        key,
        polled: withEarlier(
          next,
          before?.key === key ? before.polled : undefined,
        ),
      }));
      timer = setTimeout(poll, everyMs);
    };
    poll();
    document.addEventListener('visibilitychange', poll);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', poll);
    };
  }, [key, everyMs]);

  return known?.key === key ? known.polled : { state: 'loading' };
}

async function askOnce<T>(ask: () => Promise<T>): Promise<Polled<T>> {
  try {
    const value = await ask();
    return { state: 'ready', value, asOf: new Date().toISOString() };
  } catch (error) {
    if (ResponseError.is(error)) {
      return {
        state: error.statusCode === 403 ? 'denied' : 'failed',
        message: error.cause.message,
      };
    }
    return { state: 'failed', message: (error as Error).message };
  }
}

function withEarlier<T>(next: Polled<T>, before?: Polled<T>): Polled<T> {
  if (next.state !== 'failed' || !before || !('value' in before)) return next;
  return { ...next, value: before.value, asOf: before.asOf };
}
