/**
 * How much of an Application is to be looked at again.
 *
 * - `tree`: only what its objects made (Pods and the like)
 * - `recent`: the cluster, against the revision that was compared last
 * - `latest`: Git too, as it was last listed
 * - `resolve`: Git as it is now
 */
export type RefreshLevel = 'tree' | 'recent' | 'latest' | 'resolve';

const levels: RefreshLevel[] = ['tree', 'recent', 'latest', 'resolve'];

export function higherLevel(
  a: RefreshLevel | undefined,
  b: RefreshLevel,
): RefreshLevel {
  return a && levels.indexOf(a) > levels.indexOf(b) ? a : b;
}

/** The highest level that was asked for each Application and not yet served. */
export class RefreshRequests {
  readonly #levels = new Map<string, RefreshLevel>();

  add(name: string, level: RefreshLevel): void {
    this.#levels.set(name, higherLevel(this.#levels.get(name), level));
  }

  take(name: string): RefreshLevel | undefined {
    const level = this.#levels.get(name);
    this.#levels.delete(name);
    return level;
  }
}
