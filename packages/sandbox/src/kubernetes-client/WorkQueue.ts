import pLimit, { Limit } from 'p-limit';

/**
 * Runs work by key: never twice at a time for one key, and once for any
 * number of requests that come while it waits. A request that comes while it
 * runs makes it run again.
 */
export class WorkQueue {
  readonly #work: (key: string) => Promise<void>;
  readonly #limit: Limit;
  readonly #waiting = new Map<string, { due: number; timer: NodeJS.Timeout }>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #again = new Map<string, number>();
  #stopped = false;

  constructor(options: {
    concurrency: number;
    /** Must not reject: errors are its own to deal with. */
    work: (key: string) => Promise<void>;
  }) {
    this.#work = options.work;
    this.#limit = pLimit(options.concurrency);
  }

  /** Asks for work on `key` after a while; of several requests the earliest counts. */
  add(key: string, afterMs = 0): void {
    if (this.#stopped) return;
    const due = Date.now() + afterMs;
    if (this.#running.has(key)) {
      this.#again.set(key, Math.min(due, this.#again.get(key) ?? due));
      return;
    }
    const waiting = this.#waiting.get(key);
    if (waiting && waiting.due <= due) return;
    clearTimeout(waiting?.timer);
    const timer = setTimeout(() => this.#start(key), afterMs);
    this.#waiting.set(key, { due, timer });
  }

  /** Settles when what runs has ended; nothing starts any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting.forEach(({ timer }) => clearTimeout(timer));
    this.#waiting.clear();
    await Promise.all(this.#running.values());
  }

  #start(key: string): void {
    this.#waiting.delete(key);
    const run = this.#limit(async () => {
      if (!this.#stopped) await this.#work(key);
    }).finally(() => {
      this.#running.delete(key);
      const due = this.#again.get(key);
      this.#again.delete(key);
      if (due !== undefined) this.add(key, Math.max(0, due - Date.now()));
    });
    this.#running.set(key, run);
  }
}
