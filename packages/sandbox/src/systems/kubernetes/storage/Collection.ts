import { KubeObject } from '../schema/types';
import { StoredEvent, WatchHistory } from './WatchHistory';

/** Where an object is kept; the order of keys is the order of lists. */
export function storageKey(key: { namespace?: string; name: string }): string {
  return key.namespace ? `${key.namespace}/${key.name}` : key.name;
}

/** The objects of one resource, with their latest changes. */
export class Collection {
  readonly history: WatchHistory;
  readonly #objects: Map<string, KubeObject>;
  #sortedKeys: string[] | undefined;

  constructor(options: {
    objects: Iterable<[key: string, object: KubeObject]>;
    floor: number;
  }) {
    this.#objects = new Map(options.objects);
    this.history = new WatchHistory(options.floor);
  }

  get(key: string): KubeObject | undefined {
    return this.#objects.get(key);
  }

  /** Sorted by key; `namespace` keeps those of one. */
  list(namespace?: string): Array<[key: string, object: KubeObject]> {
    this.#sortedKeys ??= [...this.#objects.keys()].sort();
    const prefix = namespace && `${namespace}/`;
    const keys = prefix
      ? this.#sortedKeys.filter(key => key.startsWith(prefix))
      : this.#sortedKeys;
    return keys.map(key => [key, this.#objects.get(key)!]);
  }

  /** As `list`, at a resourceVersion of the past that history still reaches. */
  listAt(
    resourceVersion: number,
    namespace?: string,
  ): Array<[key: string, object: KubeObject]> {
    const past = new Map(this.list(namespace));
    const later = this.history.after(resourceVersion);
    for (const event of later.reverse()) {
      const { name, namespace: home } = event.object.metadata;
      if (namespace && home !== namespace) continue;
      const key = storageKey({ namespace: home, name: name! });
      if (event.before) past.set(key, event.before);
      else past.delete(key);
    }
    return [...past].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  }

  apply(key: string, event: StoredEvent): void {
    if (event.type === 'DELETED') this.#objects.delete(key);
    else this.#objects.set(key, event.object);
    if (event.type !== 'MODIFIED') this.#sortedKeys = undefined;
    this.history.push(event);
  }
}
