import type { ObjectKey } from './ClusterApi';

type Work = (key: ObjectKey) => Promise<void>;

const firstRetryMs = 50;
const lastRetryMs = 5_000;

const textOf = ({ namespace = '', name }: ObjectKey) => `${namespace}/${name}`;

/**
 * Keys that wait for a controller: each at most once, one at a time, again
 * with a growing delay when the work failed (a conflict, most of the time).
 */
export class WorkQueue {
  readonly #work: Work;
  readonly #waiting = new Map<string, ObjectKey>();
  readonly #timers = new Map<string, { timer: NodeJS.Timeout; at: number }>();
  readonly #failures = new Map<string, number>();
  #idle: Promise<void> = Promise.resolve();
  #running = false;
  #closed = false;

  constructor(work: Work) {
    this.#work = work;
  }

  add(key: ObjectKey): void {
    if (this.#closed) return;
    this.#waiting.set(textOf(key), key);
    if (!this.#running) {
      this.#running = true;
      this.#idle = this.#drain();
    }
  }

  /** Adds the key after a while; a sooner time that is already set wins. */
  addAfter(key: ObjectKey, ms: number): void {
    if (this.#closed) return;
    const text = textOf(key);
    const at = performance.now() + ms;
    const set = this.#timers.get(text);
    if (set && set.at <= at) return;
    clearTimeout(set?.timer);
    const timer = setTimeout(() => {
      this.#timers.delete(text);
      this.add(key);
    }, ms);
    timer.unref();
    this.#timers.set(text, { timer, at });
  }

  /** Resolves when nothing waits, timers aside. */
  idle(): Promise<void> {
    return this.#idle;
  }

  get isIdle(): boolean {
    return !this.#running;
  }

  /** Takes no more keys; resolves when the work in hand has returned. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting.clear();
    this.#timers.forEach(({ timer }) => clearTimeout(timer));
    await this.#idle;
  }

  async #drain(): Promise<void> {
    // Lets a burst of events of one request become one round of work.
    await Promise.resolve();
    for (const [text, key] of this.#waiting) {
      this.#waiting.delete(text);
      try {
        await this.#work(key);
        this.#failures.delete(text);
      } catch {
        const failures = this.#failures.get(text) ?? 0;
        this.#failures.set(text, failures + 1);
        this.addAfter(key, Math.min(firstRetryMs * 2 ** failures, lastRetryMs));
      }
    }
    this.#running = false;
  }
}
