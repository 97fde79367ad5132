import { Clock } from '../time/Clock';

/** A clock whose waits are over at once, unless they are another clock's; it moves only by them. */
export class ManualClock implements Clock {
  readonly waits: number[] = [];
  readonly #waiting?: Clock;
  #now = Date.parse('2026-03-01T12:00:00Z');

  constructor(waiting?: Clock) {
    this.#waiting = waiting;
  }

  now(): Date {
    return new Date(this.#now);
  }

  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(milliseconds);
    this.#now += milliseconds;
    await this.#waiting?.wait(milliseconds, signal);
  }
}
