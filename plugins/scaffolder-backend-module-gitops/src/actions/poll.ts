import { isError } from '@backstage/errors';
import { Clock } from '@portolan/plugin-gitops-node';

const SHORTEST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * Reads something again and again until it is done or time is up, and returns what it
 * read last. What happens is told once, not at every look.
 */
export async function poll<T>(options: {
  read: () => Promise<T>;
  isDone: (value: T) => boolean;
  /** The line for the log while it is not done. */
  describe: (value: T) => string;
  /** Whether a failure to read may pass; the last one does not. */
  isTemporary: (error: unknown) => boolean;
  timeoutMs: number;
  clock: Clock;
  signal?: AbortSignal;
  log: (message: string) => void;
}): Promise<T> {
  const { clock, signal, log } = options;
  const end = clock.now().getTime() + options.timeoutMs;
  let told: string | undefined;
  const tell = (message: string) => {
    if (message !== told) log(message);
    told = message;
  };

  for (let interval = SHORTEST_MS; ; interval *= 1.5) {
    const wait = Math.min(interval, LONGEST_MS);
    const isLast = clock.now().getTime() + wait > end;
    try {
      const value = await options.read();
      if (options.isDone(value)) return value;
      tell(options.describe(value));
      if (isLast) return value;
    } catch (error) {
      if (isLast || !options.isTemporary(error)) throw error;
      tell(isError(error) ? error.message : String(error));
    }
    await clock.wait(wait, signal);
  }
}
