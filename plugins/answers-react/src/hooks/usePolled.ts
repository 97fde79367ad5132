import { useCallback, useEffect, useState } from 'react';
import { Failure, toFailure } from './toFailure';
import { useLatest } from './useLatest';

/** What the server says to one question, asked again and again. */
export type Polled<T> = {
  /** Absent until the first answer; then the last good one. */
  value?: T;
  /** ISO 8601: when it gave `value`. */
  asOf?: string;
  /** Why it does not answer now. */
  failure?: Failure;
  /** Asks at once. */
  askAgain(): void;
};

type Held<T> = { key: string; value?: T; asOf?: string; failure?: Failure };

/**
 * Asks while the page is looked at. The answer to another question is never
 * shown for this one: when `key` changes there is no value until it is answered.
 *
 * @param key - says what is asked; `undefined` asks nothing
 */
export function usePolled<T>(
  key: string | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
  options: { everyMs?: number } = {},
): Polled<T> {
  const { everyMs = 15_000 } = options;
  const [held, setHeld] = useState<Held<T>>();
  const [asked, setAsked] = useState(0);
  const askAgain = useCallback(() => setAsked(count => count + 1), []);
  // `ask` is made anew at each render; what it asks is what `key` says.
  const latestAsk = useLatest(ask);

  useEffect(() => {
    if (key === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    let asking = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const poll = async () => {
      if (asking || document.visibilityState !== 'visible') return;
      asking = true;
      clearTimeout(timer);
      try {
        const value = await latestAsk.current(signal);
        if (signal.aborted) return;
        setHeld({ key, value, asOf: new Date().toISOString() });
      } catch (error) {
        if (signal.aborted) return;
        const failure = toFailure(error);
        setHeld(last =>
          // Who may no longer see it does not keep what was seen.
          last?.key === key && failure.kind === 'down'
            ? { ...last, failure }
            : { key, failure },
        );
      }
      asking = false;
      timer = setTimeout(poll, everyMs);
    };

    poll();
    // A page that was hidden stopped asking; it starts again when it is seen.
    document.addEventListener('visibilitychange', poll);
    return () => {
      controller.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', poll);
    };
  }, [key, asked, everyMs, latestAsk]);

  return { ...(held?.key === key ? held : undefined), askAgain };
}
