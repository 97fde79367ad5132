import { Clock } from '../time/Clock';

/** A clock whose waits are over at once; it moves only by them. */
export class ManualClock implements Clock {
  readonly waits: number[] = [];
  #now: number;

  constructor(start = new Date('2026-03-01T12:00:00Z')) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(milliseconds);
    this.#now += milliseconds;
  }
}
