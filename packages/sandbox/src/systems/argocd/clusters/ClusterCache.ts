import pLimit from 'p-limit';
import {
  groupOf,
  keyOf,
  keyText,
  KubernetesObject,
  ResourceKey,
  versionOf,
} from '../../../kubernetes-client/KubernetesObject';
import { isSelfTracked, trackingIdOf } from '../objects/trackingId';
import { discoverKinds, Discovery, ServedKind } from './discoverKinds';
import { Informer, ObjectChange } from '../../../kubernetes-client/Informer';
import { KubernetesClient } from '../../../kubernetes-client/KubernetesClient';
import { resourcePath } from '../../../kubernetes-client/resourcePath';

/** Kinds that change all the time and belong to no Application. */
const excluded = new Set([
  '/Event',
  'events.k8s.io/Event',
  'coordination.k8s.io/Lease',
]);
const excludedGroups = new Set(['metrics.k8s.io']);

/** How many kinds are listed at a time: a cold start must not flood the API server. */
const concurrentLists = 8;

/** Definitions often come several at a time. */
const rediscoverAfterMs = 200;
const rediscoverAfterErrorMs = 2_000;

const isService = ({ apiVersion, kind }: KubernetesObject) =>
  apiVersion === 'v1' && kind === 'Service';

const isEndpoints = ({ apiVersion, kind }: KubernetesObject) =>
  apiVersion === 'v1' && kind === 'Endpoints';

export type CacheListener = (change: ObjectChange) => void;

/**
 * A live picture of one cluster: every object of every kind, by key, by owner
 * and by the Application that deployed it. Kept by watches; new kinds
 * (CustomResourceDefinitions) join by themselves.
 */
export class ClusterCache {
  readonly client: KubernetesClient;
  readonly #informers = new Map<string, Informer>();
  readonly #listeners = new Set<CacheListener>();
  readonly #byUid = new Map<string, string>();
  readonly #byOwner = new Map<string, Set<string>>();
  readonly #byApplication = new Map<string, Set<string>>();
  #kinds = new Map<string, ServedKind>();
  #discovery: Discovery | undefined;
  #synced: Promise<void> | undefined;
  #rediscovery: NodeJS.Timeout | undefined;
  #lastSync: Date | undefined;
  #stopped = false;
  readonly #now: () => Date;

  constructor(options: { client: KubernetesClient; now: () => Date }) {
    this.client = options.client;
    this.#now = options.now;
  }

  /** Calls back at every change; returns the function that ends it. */
  onChange(listener: CacheListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Settles when everything was read once; starts to read at the first call.
   *
   * @throws when the cluster can't be asked what it serves
   */
  sync(): Promise<void> {
    this.#synced ??= this.#discover().catch(error => {
      this.#synced = undefined;
      throw error;
    });
    return this.#synced;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#rediscovery);
    await Promise.all([...this.#informers.values()].map(each => each.stop()));
  }

  get versions(): { version: string; apiVersions: string[] } {
    const { version = '', apiVersions = [] } = this.#discovery ?? {};
    return { version, apiVersions };
  }

  get lastSync(): Date | undefined {
    return this.#lastSync;
  }

  /** How many objects and kinds are known. */
  get size(): { objects: number; kinds: number } {
    let objects = 0;
    for (const informer of this.#informers.values()) {
      objects += [...informer.values()].length;
    }
    return { objects, kinds: this.#informers.size };
  }

  kindOf(group: string, kind: string): ServedKind | undefined {
    return this.#kinds.get(`${group}/${kind}`);
  }

  /** Unknown kinds are taken for namespaced: most are, and applying them tells. */
  isNamespaced(group: string, kind: string): boolean {
    return this.kindOf(group, kind)?.namespaced ?? true;
  }

  /** The address of an object in the version that its manifest names; `undefined` for kinds that are not served. */
  pathOf(object: KubernetesObject): string | undefined {
    const served = this.kindOf(groupOf(object.apiVersion), object.kind);
    return (
      served &&
      resourcePath(
        { ...served, version: versionOf(object.apiVersion) },
        object.metadata,
      )
    );
  }

  get(key: ResourceKey): KubernetesObject | undefined {
    return this.#find(keyText(key));
  }

  /** What is marked as deployed by an Application; copies of the mark do not count. */
  managedBy(application: string): KubernetesObject[] {
    return this.#resolve(this.#byApplication.get(application));
  }

  /** What an object owns directly. Endpoints name no owner: they belong to the Service of their name. */
  childrenOf(object: KubernetesObject): KubernetesObject[] {
    const owned = this.#resolve(this.#byOwner.get(object.metadata.uid ?? ''));
    const endpoints = isService(object)
      ? this.get({ ...keyOf(object), kind: 'Endpoints' })
      : undefined;
    return endpoints ? [...owned, endpoints] : owned;
  }

  /** What owns an object directly. */
  parentsOf(object: KubernetesObject): KubernetesObject[] {
    if (isEndpoints(object)) {
      const service = this.get({ ...keyOf(object), kind: 'Service' });
      return service ? [service] : [];
    }
    return (object.metadata.ownerReferences ?? []).flatMap(
      ({ uid }) => this.#find(this.#byUid.get(uid)) ?? [],
    );
  }

  /** All objects of a kind. */
  list(group: string, kind: string): KubernetesObject[] {
    const informer = this.#informers.get(`${group}/${kind}`);
    return informer ? [...informer.values()] : [];
  }

  /** Takes over an object from an answer of the API server, ahead of the watch. */
  observe(object: KubernetesObject): void {
    const { group, kind } = keyOf(object);
    const informer = this.#informers.get(`${group}/${kind}`);
    const version = this.kindOf(group, kind)?.version;
    // An answer in another version than the watched one would look like a change.
    if (version === versionOf(object.apiVersion)) informer?.observe(object);
  }

  #resolve(keys: ReadonlySet<string> | undefined): KubernetesObject[] {
    return [...(keys ?? [])].flatMap(text => this.#find(text) ?? []);
  }

  #find(key = ''): KubernetesObject | undefined {
    const [group, kind] = key.split('/');
    return this.#informers.get(`${group}/${kind}`)?.get(key);
  }

  async #discover(): Promise<void> {
    const discovery = await discoverKinds(this.client);
    this.#discovery = discovery;
    this.#kinds = new Map(
      discovery.kinds.map(each => [`${each.group}/${each.kind}`, each]),
    );
    const watched = discovery.kinds.filter(
      each =>
        each.verbs.includes('list') &&
        each.verbs.includes('watch') &&
        !excluded.has(`${each.group}/${each.kind}`) &&
        !excludedGroups.has(each.group),
    );
    for (const [name, informer] of this.#informers) {
      if (!this.#kinds.has(name)) {
        this.#informers.delete(name);
        await informer.stop();
      }
    }
    const limit = pLimit(concurrentLists);
    await Promise.all(
      watched.map(served => limit(() => this.#watchKind(served))),
    );
    this.#lastSync = this.#now();
  }

  async #watchKind(served: ServedKind): Promise<void> {
    const name = `${served.group}/${served.kind}`;
    if (this.#stopped || this.#informers.has(name)) return;
    const { group, version, kind } = served;
    const informer = new Informer({
      client: this.client,
      path: resourcePath(served),
      apiVersion: group ? `${group}/${version}` : version,
      kind,
      onChange: change => this.#take(change),
    });
    this.#informers.set(name, informer);
    await informer.start().synced;
  }

  #take(change: ObjectChange): void {
    const { key, before, after } = change;
    if (before) this.#unindex(before, key);
    if (after) this.#index(after, key);
    if ((after ?? before)!.kind === 'CustomResourceDefinition') {
      this.#rediscoverSoon(after);
    }
    this.#listeners.forEach(listener => listener(change));
  }

  #index(object: KubernetesObject, key: string): void {
    this.#byUid.set(object.metadata.uid ?? '', key);
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      add(this.#byOwner, uid, key);
    }
    if (isSelfTracked(object)) {
      add(this.#byApplication, trackingIdOf(object)!.application, key);
    }
  }

  #unindex(object: KubernetesObject, key: string): void {
    this.#byUid.delete(object.metadata.uid ?? '');
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      remove(this.#byOwner, uid, key);
    }
    const application = trackingIdOf(object)?.application;
    if (application) remove(this.#byApplication, application, key);
  }

  /** A definition that came or went changes what can be watched. */
  #rediscoverSoon(definition: KubernetesObject | undefined): void {
    if (!this.#discovery) return;
    const { group, names } = definition?.spec ?? {};
    const isKnown = names && this.#kinds.has(`${group}/${names.kind}`);
    if (isKnown && !definition?.metadata.deletionTimestamp) return;
    this.#rediscoverAfter(rediscoverAfterMs);
  }

  #rediscoverAfter(ms: number): void {
    clearTimeout(this.#rediscovery);
    if (this.#stopped) return;
    this.#rediscovery = setTimeout(() => {
      this.#discover().catch(() =>
        this.#rediscoverAfter(rediscoverAfterErrorMs),
      );
    }, ms);
  }
}

function add(index: Map<string, Set<string>>, name: string, key: string): void {
  const keys = index.get(name);
  if (keys) keys.add(key);
  else index.set(name, new Set([key]));
}

function remove(
  index: Map<string, Set<string>>,
  name: string,
  key: string,
): void {
  const keys = index.get(name);
  keys?.delete(key);
  if (keys?.size === 0) index.delete(name);
}
