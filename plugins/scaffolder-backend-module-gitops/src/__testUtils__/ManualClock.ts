import { Clock } from '@portolan/plugin-gitops-node';

/** A clock whose waits are over at once; what happens meanwhile is given. */
export class ManualClock implements Clock {
  readonly waits: number[] = [];
  readonly #meanwhile: Array<() => Promise<void>> = [];
  #now = Date.parse('2026-03-01T12:00:00Z');

  now(): Date {
    return new Date(this.#now);
  }

  /** Done during the next wait. */
  meanwhile(work: () => Promise<void>): void {
    this.#meanwhile.push(work);
  }

  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(milliseconds);
    this.#now += milliseconds;
    await this.#meanwhile.shift()?.();
  }
}
