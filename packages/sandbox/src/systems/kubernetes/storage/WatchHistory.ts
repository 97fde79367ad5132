import { KubeObject } from '../schema/types';

/** One change of one object, as storage knows it. */
export interface StoredEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  resourceVersion: number;
  /** After the change; the last state of a deleted object, under the resourceVersion of its deletion. */
  object: KubeObject;
  /** Before the change; absent for `ADDED`. */
  before?: KubeObject;
}

/** How many changes of one resource are kept for watches and for lists of the past. */
export const historySize = 1024;

/**
 * The latest changes of one resource, a ring buffer in memory: a server that
 * was restarted knows none, and readers that ask for older ones list again.
 */
export class WatchHistory {
  #events: StoredEvent[] = [];
  #floor: number;

  /** `floor`: everything after this resourceVersion is known. */
  constructor(floor: number) {
    this.#floor = floor;
  }

  /** The oldest resourceVersion from which a watch can go on. */
  get floor(): number {
    return this.#floor;
  }

  push(event: StoredEvent): void {
    this.#events.push(event);
    // Cut in halves, so that a full buffer does not move with every event.
    if (this.#events.length >= 2 * historySize) {
      const cut = this.#events.length - historySize;
      this.#floor = this.#events[cut - 1].resourceVersion;
      this.#events = this.#events.slice(cut);
    }
  }

  /** The changes after a resourceVersion that is not below the floor. */
  after(resourceVersion: number): StoredEvent[] {
    const first = this.#events.findIndex(
      event => event.resourceVersion > resourceVersion,
    );
    return first < 0 ? [] : this.#events.slice(first);
  }
}
