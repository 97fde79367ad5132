import { setTimeout as delay } from 'node:timers/promises';
import { keyOf, keyText, KubernetesObject } from './KubernetesObject';
import {
  KubernetesClient,
  KubernetesError,
  ObjectList,
  WatchEvent,
} from './KubernetesClient';

export type ObjectChange = {
  key: string;
  before: KubernetesObject | undefined;
  after: KubernetesObject | undefined;
};

const pageSize = 500;
const firstRetryMs = 100;
const longestRetryMs = 5_000;
const unreadable = new Set([403, 404, 405]);
const rememberedRemovals = 1000;

/**
 * The objects of one kind, kept up to date by list and watch.
 *
 * A watch that ends is resumed where it was. Only when the server no longer
 * knows that place (410) everything is listed again, and the difference is
 * reported as changes: listeners never see a gap.
 */
export class Informer {
  readonly #client: KubernetesClient;
  readonly #path: string;
  /** Items of a list carry neither. */
  readonly #apiVersion: string;
  readonly #kind: string;
  readonly #onChange: (change: ObjectChange) => void;
  readonly #objects = new Map<string, KubernetesObject>();
  /** At which resource version objects went; see `observe`. */
  readonly #removed = new Map<string, number>();
  readonly #stopped = new AbortController();
  readonly #synced: Promise<void>;
  #markSynced: () => void = () => {};
  #resourceVersion = '';
  #finished: Promise<void> | undefined;

  constructor(options: {
    client: KubernetesClient;
    path: string;
    apiVersion: string;
    kind: string;
    onChange: (change: ObjectChange) => void;
  }) {
    this.#client = options.client;
    this.#path = options.path;
    this.#apiVersion = options.apiVersion;
    this.#kind = options.kind;
    this.#onChange = options.onChange;
    this.#synced = new Promise(resolve => {
      this.#markSynced = resolve;
    });
  }

  /** Settles when the first list was read, or the kind turned out not to be readable. */
  get synced(): Promise<void> {
    return this.#synced;
  }

  values(): IterableIterator<KubernetesObject> {
    return this.#objects.values();
  }

  get(key: string): KubernetesObject | undefined {
    return this.#objects.get(key);
  }

  start(): this {
    this.#finished ??= this.#run();
    return this;
  }

  /** Ends the watch; no change is reported after it settled. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#markSynced();
    await this.#finished;
  }

  /**
   * Takes over an answer to one of our own writes, so that what follows need
   * not wait for the watch. The watch's later report of it is then no change.
   */
  observe(object: KubernetesObject): void {
    const removed = this.#removed.get(keyText(keyOf(object))) ?? 0;
    // The watch may have been faster, and told of the object's end already.
    if (Number(object.metadata.resourceVersion) > removed) this.#set(object);
  }

  async #run(): Promise<void> {
    let retryMs = firstRetryMs;
    while (!this.#stopped.signal.aborted) {
      try {
        if (!this.#resourceVersion) await this.#list();
        this.#markSynced();
        const started = Date.now();
        await this.#watch();
        // A server that ends every watch at once must not be asked in a hot loop.
        if (Date.now() - started > 1000) retryMs = firstRetryMs;
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        const code = error instanceof KubernetesError ? error.code : 0;
        if (code === 410) this.#resourceVersion = '';
        // What we may not read is not there for us; all else is worth waiting for.
        if (unreadable.has(code)) this.#markSynced();
      }
      try {
        await delay(retryMs, undefined, { signal: this.#stopped.signal });
      } catch {
        return;
      }
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    }
  }

  async #list(): Promise<void> {
    const listed = new Map<string, KubernetesObject>();
    let list: ObjectList | undefined;
    do {
      list = await this.#client.get<ObjectList>(this.#path, {
        limit: String(pageSize),
        continue: list?.metadata.continue,
      });
      for (const item of list.items) {
        const object = this.#complete(item);
        listed.set(keyText(keyOf(object)), object);
      }
    } while (list.metadata.continue);
    this.#resourceVersion = list.metadata.resourceVersion;
    for (const key of [...this.#objects.keys()]) {
      if (!listed.has(key)) this.#remove(key);
    }
    listed.forEach(object => this.#set(object));
  }

  async #watch(): Promise<void> {
    await this.#client.watch(this.#path, {
      signal: this.#stopped.signal,
      query: {
        resourceVersion: this.#resourceVersion,
        allowWatchBookmarks: 'true',
      },
      onEvent: event => this.#take(event),
    });
  }

  #take(event: WatchEvent): void {
    if (this.#stopped.signal.aborted) return;
    const { type, object } = event;
    if (type === 'ERROR') {
      throw new KubernetesError({
        code: object.code ?? 500,
        reason: 'Expired',
        message: object.message ?? 'watch failed',
      });
    }
    this.#resourceVersion =
      object.metadata.resourceVersion ?? this.#resourceVersion;
    if (type === 'DELETED') {
      const key = keyText(keyOf(this.#complete(object)));
      this.#removed.set(key, Number(object.metadata.resourceVersion));
      if (this.#removed.size > rememberedRemovals) {
        this.#removed.delete(this.#removed.keys().next().value!);
      }
      this.#remove(key);
    } else if (type !== 'BOOKMARK') this.#set(this.#complete(object));
  }

  #complete(object: KubernetesObject): KubernetesObject {
    return { ...object, apiVersion: this.#apiVersion, kind: this.#kind };
  }

  #set(object: KubernetesObject): void {
    const key = keyText(keyOf(object));
    const before = this.#objects.get(key);
    if (before && !isNewer(object, before)) return;
    this.#objects.set(key, object);
    this.#onChange({ key, before, after: object });
  }

  #remove(key: string): void {
    const before = this.#objects.get(key);
    if (!before) return;
    this.#objects.delete(key);
    this.#onChange({ key, before, after: undefined });
  }
}

/** Resource versions of one server can be ordered; an older report of an object must not replace a newer one. */
function isNewer(object: KubernetesObject, known: KubernetesObject): boolean {
  if (object.metadata.uid !== known.metadata.uid) return true;
  return (
    Number(object.metadata.resourceVersion) >
    Number(known.metadata.resourceVersion)
  );
}
