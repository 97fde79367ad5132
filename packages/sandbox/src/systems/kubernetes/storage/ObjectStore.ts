import { DocumentStore } from '../../../state/DocumentStore';
import { KubeObject } from '../schema/types';
import { Collection, storageKey } from './Collection';
import { StoredEvent } from './WatchHistory';

export type StoredEventListener = (event: StoredEvent) => void;

const counterBucket = 'kubernetes';
const counterKey = 'resourceVersion';

/**
 * All objects of a cluster, in memory and on disk: what etcd and the watch
 * cache are to a real API server.
 *
 * - `storage` names a resource: `pods`, `deployments.apps`.
 * - Every write gets the next resourceVersion and is on disk before it is seen.
 * - Listeners are told of writes in order, before the write returns; those that
 *   a listener makes are told when all listeners know of the one before.
 * - What is read is shared by all readers: copy before changing.
 */
export class ObjectStore {
  readonly #documents: DocumentStore;
  readonly #collections = new Map<string, Collection>();
  readonly #listeners = new Map<string, Set<StoredEventListener>>();
  readonly #allListeners = new Set<
    (storage: string, event: StoredEvent) => void
  >();
  readonly #untold: Array<[storage: string, event: StoredEvent]> = [];
  #isTelling = false;
  #resourceVersion: number;
  #floor: number;

  static open(documents: DocumentStore): ObjectStore {
    return new ObjectStore(
      documents,
      documents.get<number>(counterBucket, counterKey) ?? 0,
    );
  }

  private constructor(documents: DocumentStore, resourceVersion: number) {
    this.#documents = documents;
    this.#resourceVersion = resourceVersion;
    this.#floor = resourceVersion;
  }

  /** That of the latest write. */
  get resourceVersion(): number {
    return this.#resourceVersion;
  }

  /** Forgets all changes so far, and goes on at `resourceVersion` when that is higher. */
  compact(resourceVersion: number): void {
    this.#resourceVersion = Math.max(this.#resourceVersion, resourceVersion);
    this.#floor = this.#resourceVersion;
    this.#collections.clear();
    this.#documents.put(counterBucket, counterKey, this.#resourceVersion);
  }

  collection(storage: string): Collection {
    let collection = this.#collections.get(storage);
    if (!collection) {
      collection = new Collection({
        objects: this.#documents.list<KubeObject>(storage),
        floor: this.#floor,
      });
      this.#collections.set(storage, collection);
    }
    return collection;
  }

  get(
    storage: string,
    key: { namespace?: string; name: string },
  ): KubeObject | undefined {
    return this.collection(storage).get(storageKey(key));
  }

  list(storage: string, namespace?: string): KubeObject[] {
    return this.collection(storage)
      .list(namespace)
      .map(([, object]) => object);
  }

  /** Creates or replaces; returns the object with its new resourceVersion. */
  put(storage: string, object: KubeObject): KubeObject {
    const before = this.get(storage, keyOf(object));
    return this.#write(storage, {
      type: before ? 'MODIFIED' : 'ADDED',
      object,
      before,
    });
  }

  delete(storage: string, object: KubeObject): void {
    const before = this.get(storage, keyOf(object));
    if (before) this.#write(storage, { type: 'DELETED', object, before });
  }

  subscribe(storage: string, listener: StoredEventListener): () => void {
    const listeners = this.#listeners.get(storage) ?? new Set();
    this.#listeners.set(storage, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  subscribeAll(
    listener: (storage: string, event: StoredEvent) => void,
  ): () => void {
    this.#allListeners.add(listener);
    return () => this.#allListeners.delete(listener);
  }

  #write(
    storage: string,
    change: Omit<StoredEvent, 'resourceVersion'>,
  ): KubeObject {
    const resourceVersion = this.#resourceVersion + 1;
    const { metadata } = change.object;
    const event: StoredEvent = {
      ...change,
      resourceVersion,
      object: {
        ...change.object,
        metadata: { ...metadata, resourceVersion: String(resourceVersion) },
      },
    };
    const key = storageKey(keyOf(event.object));
    const collection = this.collection(storage);
    this.#documents.transaction(() => {
      if (event.type === 'DELETED') this.#documents.delete(storage, key);
      else this.#documents.put(storage, key, event.object);
      this.#documents.put(counterBucket, counterKey, resourceVersion);
    });
    this.#resourceVersion = resourceVersion;
    collection.apply(key, event);
    this.#tell(storage, event);
    return event.object;
  }

  #tell(storage: string, event: StoredEvent): void {
    this.#untold.push([storage, event]);
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      for (let next = this.#untold.shift(); next; next = this.#untold.shift()) {
        const [of, what] = next;
        [...(this.#listeners.get(of) ?? [])].forEach(tell => tell(what));
        [...this.#allListeners].forEach(tell => tell(of, what));
      }
    } finally {
      this.#isTelling = false;
    }
  }
}

function keyOf({ metadata }: KubeObject): { namespace?: string; name: string } {
  return { namespace: metadata.namespace, name: metadata.name! };
}
