import { minimatch } from 'minimatch';

/** What a stand-in does wrong while a fault is set. */
export type Fault = {
  /** Made up by the caller or by `add`; a fault with the same id replaces the old one. */
  id: string;
  /**
   * - `slow`: waits `delayMs` before it answers
   * - `status`: answers `status` (401, 403, 429, 500 …) in the system's own error format
   * - `down`: closes the connection without an answer
   */
  kind: 'slow' | 'status' | 'down';
  status?: number;
  delayMs?: number;
  /** Seconds for the `Retry-After` header of a `status` fault. */
  retryAfter?: number;
  /** Only requests with this method. */
  method?: string;
  /** Only requests whose path (without query) matches this glob, e.g. `/api/v1/repos/**`. */
  path?: string;
  /** How many requests it hits before it removes itself; without it, until it is removed. */
  times?: number;
};

/** The faults of one stand-in. Streams (watches) subscribe to be dropped on request. */
export class Faults {
  readonly #faults = new Map<string, Fault>();
  readonly #streams = new Set<() => void>();

  add(fault: Omit<Fault, 'id'> & { id?: string }): Fault {
    if (fault.kind === 'status' && !fault.status) {
      throw new Error(`A fault of kind 'status' needs 'status', e.g. 500`);
    }
    if (fault.kind === 'slow' && !fault.delayMs) {
      throw new Error(`A fault of kind 'slow' needs 'delayMs', e.g. 2000`);
    }
    const added = { ...fault, id: fault.id ?? `${fault.kind}-${Date.now()}` };
    this.#faults.set(added.id, added);
    return added;
  }

  remove(id: string): boolean {
    return this.#faults.delete(id);
  }

  clear(): void {
    this.#faults.clear();
  }

  list(): Fault[] {
    return [...this.#faults.values()];
  }

  /** The first fault that hits this request; counts it when the fault is limited. */
  take(method: string, path: string): Fault | undefined {
    for (const fault of this.#faults.values()) {
      const hit =
        (!fault.method || fault.method.toUpperCase() === method) &&
        (!fault.path || minimatch(path, fault.path));
      if (hit) {
        if (fault.times !== undefined) {
          fault.times -= 1;
          if (fault.times <= 0) this.#faults.delete(fault.id);
        }
        return fault;
      }
    }
    return undefined;
  }

  /** Registers an open stream; returns its unregister function. */
  onDropStreams(drop: () => void): () => void {
    this.#streams.add(drop);
    return () => this.#streams.delete(drop);
  }

  /** Ends every open watch or event stream at once, as a restarted server would. */
  dropStreams(): number {
    const open = [...this.#streams];
    open.forEach(drop => drop());
    return open.length;
  }
}
