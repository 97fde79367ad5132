import { setTimeout as delay } from 'node:timers/promises';
import { Destination } from '../objects/Application';
import { findCluster } from '../project/findCluster';
import { ClusterCache } from './ClusterCache';
import {
  ClusterConnection,
  KubernetesClient,
} from '../../../kubernetes-client/KubernetesClient';

/** A cluster under one of its names; one that has several names has one cache. */
export type Cluster = { name: string; server: string; cache: ClusterCache };

export const inClusterServer = 'https://kubernetes.default.svc';

/** The clusters that Applications can be deployed to. */
export class ClusterRegistry {
  readonly clusters: readonly Cluster[];
  readonly hub: ClusterCache;
  readonly #stopped = new AbortController();
  readonly #caches: ReadonlySet<ClusterCache>;

  constructor(options: {
    hub: ClusterConnection;
    clusters: ReadonlyArray<
      { name: string; server: string } & Omit<ClusterConnection, 'url'>
    >;
    now: () => Date;
  }) {
    const caches = new Map<string, ClusterCache>();
    const cacheFor = (connection: ClusterConnection) => {
      const client = new KubernetesClient({
        ...connection,
        userAgent: 'argocd-application-controller/v3.5.7',
      });
      const cache =
        caches.get(client.url) ??
        new ClusterCache({ client, now: options.now });
      caches.set(client.url, cache);
      return cache;
    };
    this.hub = cacheFor(options.hub);
    this.clusters = [
      { name: 'in-cluster', server: inClusterServer, cache: this.hub },
      ...options.clusters.map(({ name, server, token, ca }) => ({
        name,
        server: server.replace(/\/$/, ''),
        cache: cacheFor({ url: server, token, ca }),
      })),
    ];
    this.#caches = new Set(caches.values());
  }

  /** @throws when there is no such cluster */
  find(destination: Destination): Cluster {
    const found = findCluster(this.clusters, destination);
    if ('error' in found) throw new Error(found.error);
    return found.cluster;
  }

  get caches(): Iterable<ClusterCache> {
    return this.#caches;
  }

  /** Reads every cluster; one that can't be reached is tried until it can, and then reported. */
  start(onSynced: (cache: ClusterCache) => void): void {
    for (const cache of this.#caches) {
      this.#sync(cache).then(
        () => onSynced(cache),
        // Stopped before it could be reached.
        () => {},
      );
    }
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all([...this.#caches].map(cache => cache.stop()));
  }

  async #sync(cache: ClusterCache): Promise<void> {
    for (let waitMs = 250; ; waitMs = Math.min(waitMs * 2, 5000)) {
      try {
        await cache.sync();
        return;
      } catch {
        await delay(waitMs, undefined, { signal: this.#stopped.signal });
      }
    }
  }
}
