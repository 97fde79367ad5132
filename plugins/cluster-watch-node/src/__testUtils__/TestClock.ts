import { Clock } from '../time/Clock';

interface Waiting {
  until: number;
  milliseconds: number;
  done: () => void;
}

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  #elapsed = 0;
  readonly #waiting = new Set<Waiting>();

  now(): Date {
    return new Date(Date.parse('2026-03-01T12:00:00Z') + this.#elapsed);
  }

  elapsed(): number {
    return this.#elapsed;
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      if (milliseconds <= 0) {
        resolve();
        return;
      }
      const waiting: Waiting = {
        until: this.#elapsed + milliseconds,
        milliseconds,
        done: resolve,
      };
      this.#waiting.add(waiting);
      signal?.addEventListener(
        'abort',
        () => {
          this.#waiting.delete(waiting);
          reject(signal.reason);
        },
        { once: true },
      );
    });
  }

  /** Lengths of the waits that are not over. */
  get waits(): number[] {
    return [...this.#waiting].map(({ milliseconds }) => milliseconds);
  }

  /** Moves time; what waited until then goes on. */
  advance(milliseconds: number): void {
    this.#elapsed += milliseconds;
    for (const waiting of this.#waiting) {
      if (waiting.until <= this.#elapsed) {
        this.#waiting.delete(waiting);
        waiting.done();
      }
    }
  }
}
