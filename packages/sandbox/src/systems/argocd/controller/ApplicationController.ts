import { ClusterCache } from '../clusters/ClusterCache';
import { ClusterRegistry } from '../clusters/ClusterRegistry';
import { ObjectChange } from '../../../kubernetes-client/Informer';
import { Comparison } from '../compare/compareApplication';
import { Application, projectOf } from '../objects/Application';
import { keyOf } from '../../../kubernetes-client/KubernetesObject';
import { ResourceTree } from '../tree/ResourceNode';
import { messageOf } from '../wire/messageOf';
import { ApplicationComparer } from './ApplicationComparer';
import { ApplicationRefresher } from './ApplicationRefresher';
import { applicationsOf } from './applicationsOf';
import {
  ApplicationStore,
  argocdGroup,
  argocdNamespace,
} from './ApplicationStore';
import { withConditions } from './conditions';
import { EventRecorder } from './EventRecorder';
import { finalizeApplication } from './finalizeApplication';
import { finalizeProject } from './finalizeProject';
import { isSignificantChange } from './isSignificantChange';
import { OperationRunner } from './OperationRunner';
import { RefreshLevel, RefreshRequests } from './RefreshRequests';
import { toTimestamp } from './timestamps';
import { WorkQueue } from '../../../kubernetes-client/WorkQueue';

/** Changes of live objects come in bursts: one look at the end of each is enough. */
const settleMs = 100;
/** How soon an operation, or a deletion, that waits for something looks again by itself. */
const progressMs = 1000;
/** After an error that nobody expected. */
const errorMs = 5000;

/**
 * The application controller: keeps every Application's status true, and its
 * cluster the way Git wants it.
 *
 * It acts on events (the Applications themselves, live objects of every
 * cluster, Git) and is idle between them. Refreshing and operating on an
 * Application are two queues, as in Argo CD: the status tells of an operation
 * while it runs.
 */
export class ApplicationController {
  readonly #store: ApplicationStore;
  readonly #clusters: ClusterRegistry;
  readonly #refresher: ApplicationRefresher;
  readonly #operations: OperationRunner;
  readonly #events: EventRecorder;
  readonly #now: () => Date;
  readonly #requests = new RefreshRequests();
  readonly #refreshQueue: WorkQueue;
  readonly #operationQueue: WorkQueue;
  readonly #projectQueue: WorkQueue;

  constructor(options: {
    store: ApplicationStore;
    clusters: ClusterRegistry;
    comparer: ApplicationComparer;
    now: () => Date;
  }) {
    const { store, clusters, now } = options;
    this.#store = store;
    this.#clusters = clusters;
    this.#now = now;
    this.#events = new EventRecorder({
      client: clusters.hub.client,
      component: 'argocd-application-controller',
      now,
    });
    const events = this.#events;
    this.#refresher = new ApplicationRefresher({ ...options, events });
    this.#operations = new OperationRunner({ ...options, events });
    this.#refreshQueue = new WorkQueue({
      concurrency: 4,
      work: name => this.#guard(name, () => this.#refresh(name)),
    });
    this.#operationQueue = new WorkQueue({
      concurrency: 4,
      work: name => this.#guard(name, () => this.#operate(name)),
    });
    this.#projectQueue = new WorkQueue({
      concurrency: 1,
      work: name =>
        finalizeProject(store, clusters.hub, name).catch(() =>
          this.#projectQueue.add(name, errorMs),
        ),
    });
  }

  /** Begins to act; the hub cluster must have been read. */
  start(): void {
    for (const cache of this.#clusters.caches) {
      cache.onChange(change => this.#takeLiveChange(cache, change));
    }
    this.#clusters.hub.onChange(change => this.#takeHubChange(change));
    for (const { metadata } of this.#store.list()) {
      this.requestRefresh(metadata.name, 'latest');
      this.#operationQueue.add(metadata.name);
    }
    this.#store
      .projects()
      .forEach(({ metadata }) => this.#projectQueue.add(metadata.name));
  }

  async stop(): Promise<void> {
    await Promise.all([
      this.#refreshQueue.stop(),
      this.#operationQueue.stop(),
      this.#projectQueue.stop(),
    ]);
    await this.#events.flush();
  }

  requestRefresh(name: string, level: RefreshLevel, afterMs = 0): void {
    this.#requests.add(name, level);
    this.#refreshQueue.add(name, afterMs);
  }

  /** Refreshes every Application of a cluster, after it could be read. */
  refreshCluster(cache: ClusterCache): void {
    for (const application of this.#store.list()) {
      if (this.#cacheOf(application) === cache) {
        this.requestRefresh(application.metadata.name, 'latest');
      }
    }
  }

  comparisonOf(name: string): Comparison | undefined {
    return this.#refresher.comparisonOf(name);
  }

  treeOf(application: Application): ResourceTree {
    return this.#refresher.treeOf(application);
  }

  /** Work that fails is tried again; the Application says what was wrong. */
  async #guard(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // The hub cluster itself may be what fails: then nothing can be said.
      await this.#reportError(name, error).catch(() => {});
      this.requestRefresh(name, 'latest', errorMs);
      this.#operationQueue.add(name, errorMs);
    }
  }

  async #reportError(name: string, error: unknown): Promise<void> {
    const application = this.#store.get(name);
    if (!application) return;
    const conditions = withConditions(application.status?.conditions, {
      evaluated: ['UnknownError'],
      found: [{ type: 'UnknownError', message: messageOf(error) }],
      now: toTimestamp(this.#now()),
    });
    await this.#store.patchStatus(
      application,
      { ...application.status, conditions },
      { refreshed: false },
    );
  }

  async #refresh(name: string): Promise<void> {
    const requested = this.#requests.take(name);
    const outcome = await this.#refresher.refresh(name, requested);
    if (outcome.result === 'again') {
      this.requestRefresh(name, outcome.level, outcome.afterMs);
    }
  }

  async #operate(name: string): Promise<void> {
    const known = this.#store.get(name);
    if (!known?.operation && !known?.metadata.deletionTimestamp) return;
    const application = await this.#store.fetch(name);
    if (!application) return;
    if (application.operation) {
      const outcome = await this.#operations.run({
        application,
        project: this.#store.project(projectOf(application)),
        findCluster: () => this.#clusters.find(application.spec.destination),
      });
      if (outcome.result === 'ended') {
        this.requestRefresh(name, outcome.automated ? 'latest' : 'resolve');
      } else {
        this.#operationQueue.add(name, outcome.afterMs ?? progressMs);
      }
    } else if (application.metadata.deletionTimestamp) {
      const outcome = await finalizeApplication({
        application,
        store: this.#store,
        clusters: this.#clusters,
      });
      if (outcome === 'waiting') this.#operationQueue.add(name, progressMs);
    }
  }

  #takeHubChange({ before, after }: ObjectChange): void {
    const object = (after ?? before)!;
    const { group, kind, namespace, name } = keyOf(object);
    if (group !== argocdGroup || namespace !== argocdNamespace) return;
    if (kind === 'Application') {
      this.#refreshQueue.add(name);
      if (after?.operation || after?.metadata.deletionTimestamp) {
        this.#operationQueue.add(name);
      }
      if (!after) this.#projectQueue.add(projectOf(object as Application));
    } else if (kind === 'AppProject') {
      this.#projectQueue.add(name);
      for (const application of this.#store.list()) {
        if (projectOf(application) === name) {
          this.requestRefresh(application.metadata.name, 'latest', settleMs);
        }
      }
    }
  }

  #takeLiveChange(cache: ClusterCache, change: ObjectChange): void {
    const { before, after } = change;
    const touched = new Map<string, RefreshLevel>();
    for (const object of [before, after]) {
      if (!object) continue;
      for (const { name, isRoot } of applicationsOf(object, cache)) {
        const level =
          isRoot && isSignificantChange(before, after) ? 'recent' : 'tree';
        if (touched.get(name) !== 'recent') touched.set(name, level);
      }
    }
    for (const [name, level] of touched) {
      const application = this.#store.get(name);
      if (!application || this.#cacheOf(application) !== cache) continue;
      this.requestRefresh(name, level, settleMs);
      if (application.operation || application.metadata.deletionTimestamp) {
        this.#operationQueue.add(name, settleMs);
      }
    }
  }

  #cacheOf(application: Application): ClusterCache | undefined {
    try {
      return this.#clusters.find(application.spec.destination).cache;
    } catch {
      // A destination that means no cluster: its status says so.
      return undefined;
    }
  }
}
