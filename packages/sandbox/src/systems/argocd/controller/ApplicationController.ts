import { Cluster, ClusterRegistry } from '../clusters/ClusterRegistry';
import { ClusterCache } from '../clusters/ClusterCache';
import { ObjectChange } from '../clusters/Informer';
import { Comparison } from '../compare/compareApplication';
import { Application, Condition, projectOf } from '../objects/Application';
import { AppProject } from '../objects/AppProject';
import { keyOf, KubernetesObject } from '../objects/KubernetesObject';
import { trackingIdOf } from '../objects/trackingId';
import { invalid, validateSpec } from '../project/validateSpec';
import { decideAutoSync } from '../sync/decideAutoSync';
import { buildTree } from '../tree/buildTree';
import { ResourceTree } from '../tree/ResourceNode';
import { ApplicationComparer } from './ApplicationComparer';
import {
  ApplicationStore,
  argocdGroup,
  argocdNamespace,
  OperationInProgressError,
} from './ApplicationStore';
import { withConditions } from './conditions';
import { EventRecorder } from './EventRecorder';
import { finalizeApplication } from './finalizeApplication';
import { finalizeProject } from './finalizeProject';
import { isSignificantChange } from './isSignificantChange';
import { NeededRefresh, neededRefresh } from './neededRefresh';
import { RefreshLevel, RefreshRequests } from './RefreshRequests';
import { comparedStatus, invalidStatus, summaryOf } from './refreshStatus';
import { OperationRunner } from './OperationRunner';
import { toTimestamp } from './timestamps';
import { WorkQueue } from './WorkQueue';
import { messageOf } from '../wire/messageOf';

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
  readonly #comparer: ApplicationComparer;
  readonly #operations: OperationRunner;
  readonly #events: EventRecorder;
  readonly #now: () => Date;
  readonly #requests = new RefreshRequests();
  readonly #comparisons = new Map<string, Comparison>();
  readonly #refreshQueue: WorkQueue;
  readonly #operationQueue: WorkQueue;
  readonly #projectQueue: WorkQueue;

  constructor(options: {
    store: ApplicationStore;
    clusters: ClusterRegistry;
    comparer: ApplicationComparer;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#clusters = options.clusters;
    this.#comparer = options.comparer;
    this.#now = options.now;
    this.#events = new EventRecorder({
      client: options.clusters.hub.client,
      component: 'argocd-application-controller',
      now: options.now,
    });
    this.#operations = new OperationRunner({
      store: options.store,
      comparer: options.comparer,
      events: this.#events,
      now: options.now,
    });
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
        finalizeProject(this.#store, this.#clusters.hub, name).catch(() =>
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
    for (const application of this.#store.list()) {
      this.requestRefresh(application.metadata.name, 'latest');
      this.#operationQueue.add(application.metadata.name);
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

  /** The last comparison of an Application; `undefined` when it was not, or could not be, compared. */
  comparisonOf(name: string): Comparison | undefined {
    return this.#comparisons.get(name);
  }

  treeOf(application: Application): ResourceTree {
    const comparison = this.#comparisons.get(application.metadata.name);
    if (!comparison) return {};
    const { cache } = this.#clusters.find(application.spec.destination);
    return buildTree(comparison.managed, cache);
  }

  /** Refreshes every Application of a cluster, after it could be read. */
  refreshCluster(cache: ClusterCache): void {
    for (const application of this.#store.list()) {
      if (this.#cacheOf(application) === cache) {
        this.requestRefresh(application.metadata.name, 'latest');
      }
    }
  }

  /** Work that fails is tried again; the Application says what was wrong. */
  async #guard(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.#reportError(name, error).catch(() => {});
      this.requestRefresh(name, 'latest', errorMs);
      this.#operationQueue.add(name, errorMs);
    }
  }

  async #reportError(name: string, error: unknown): Promise<void> {
    const application = this.#store.get(name);
    if (!application) return;
    const found: Condition[] = [
      { type: 'UnknownError', message: messageOf(error) },
    ];
    const conditions = withConditions(application.status?.conditions, {
      evaluated: ['UnknownError'],
      found,
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
    const application = this.#store.get(name);
    if (!application) {
      this.#comparisons.delete(name);
      return;
    }
    const needed = neededRefresh(application, requested);
    if (!needed) return;
    if (needed.level === 'tree' && this.#comparisons.has(name)) {
      await this.#refreshSummary(application);
      return;
    }
    const project = this.#store.project(projectOf(application));
    const problems = project
      ? validateSpec({
          spec: application.spec,
          project,
          clusters: this.#clusters.clusters,
        })
      : [
          invalid(
            `Application referencing project ${projectOf(
              application,
            )} which does not exist`,
          ),
        ];
    if (!project || problems.length) {
      this.#comparisons.delete(name);
      const now = toTimestamp(this.#now());
      await this.#persist(
        application,
        invalidStatus(application, { found: problems, now }),
      );
      return;
    }
    await this.#compare({
      application,
      project,
      cluster: this.#clusters.find(application.spec.destination),
      needed,
    });
  }

  async #compare(options: {
    application: Application;
    project: AppProject;
    cluster: Cluster;
    needed: NeededRefresh;
  }): Promise<void> {
    const { application, project, cluster, needed } = options;
    const { name } = application.metadata;
    const source = application.spec.source!;
    const target = source.targetRevision || 'HEAD';
    const compared = application.status?.sync?.revision;
    const isRecent = needed.level === 'recent' || needed.level === 'tree';
    const result = await this.#comparer.compare({
      application,
      project,
      cluster,
      source,
      revision: isRecent ? compared ?? target : target,
      fresh: needed.level === 'resolve',
      noCache: needed.hard,
    });
    this.#comparisons.set(name, result.comparison);

    // An operation may have begun or ended while Git was asked.
    const current = this.#store.get(name);
    if (!current) return;
    const decision = decideAutoSync({
      application: current,
      sync: result.sync,
      resources: result.comparison.resources,
      mayHaveChanges: !isRecent && compared !== target,
      now: this.#now(),
    });
    if (decision.result === 'sync') {
      await this.#startOperation(application, decision.operation);
    } else if (decision.result === 'later') {
      this.requestRefresh(name, 'latest', decision.afterMs);
    } else if (decision.result === 'error') {
      this.requestRefresh(name, 'latest', errorMs);
    }

    const { nodes = [] } = buildTree(result.comparison.managed, cluster.cache);
    await this.#persist(
      application,
      comparedStatus(this.#store.get(name) ?? current, {
        result,
        syncError: decision.result === 'error' ? decision.condition : undefined,
        images: imagesIn(nodes),
        externalURLs: urlsIn(nodes),
        reconciled: !isRecent,
        now: toTimestamp(this.#now()),
      }),
    );
  }

  async #startOperation(
    application: Application,
    operation: NonNullable<Application['operation']>,
  ): Promise<void> {
    try {
      await this.#store.setOperation(application.metadata.name, operation);
    } catch (error) {
      // Somebody was faster; what they asked for runs instead.
      if (error instanceof OperationInProgressError) return;
      throw error;
    }
    this.#events.record(application, {
      reason: 'OperationStarted',
      message: `Initiated automated sync to '${operation.sync?.revision}'`,
    });
  }

  async #refreshSummary(application: Application): Promise<void> {
    const { nodes = [] } = this.treeOf(application);
    await this.#persist(application, {
      ...application.status,
      summary: summaryOf(imagesIn(nodes), urlsIn(nodes)),
    });
  }

  async #persist(
    looked: Application,
    status: NonNullable<Application['status']>,
  ): Promise<void> {
    const application = this.#store.get(looked.metadata.name);
    if (!application) return;
    const before = application.status;
    const asked = looked.metadata.annotations?.['argocd.argoproj.io/refresh'];
    await this.#store.patchStatus(application, status, {
      refreshed: asked !== undefined,
    });
    const changes = [
      ['sync', before?.sync?.status, status.sync?.status],
      ['health', before?.health?.status, status.health?.status],
    ] as const;
    for (const [what, from, to] of changes) {
      if (to && from !== to) {
        this.#events.record(looked, {
          reason: 'ResourceUpdated',
          message: `Updated ${what} status: ${from ?? ''} -> ${to}`,
        });
      }
    }
  }

  async #operate(name: string): Promise<void> {
    const known = this.#store.get(name);
    if (!known?.operation && !known?.metadata.deletionTimestamp) return;
    const application = await this.#store.fetch(name);
    if (!application) return;
    if (application.operation) {
      const project = this.#store.project(projectOf(application));
      const outcome = await this.#operations.run({
        application,
        project,
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
      if (!after) {
        this.#projectQueue.add(projectOf(object as Application));
      }
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
    const roots = new Map<string, RefreshLevel>();
    for (const object of [before, after]) {
      if (!object) continue;
      for (const { name, isRoot } of applicationsOf(object, cache)) {
        const level =
          isRoot && isSignificantChange(before, after) ? 'recent' : 'tree';
        if (roots.get(name) !== 'recent') roots.set(name, level);
      }
    }
    for (const [name, level] of roots) {
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

/** The Applications that an object belongs to: its own mark, else the marks of what owns it. */
function applicationsOf(
  object: KubernetesObject,
  cache: ClusterCache,
): Array<{ name: string; isRoot: boolean }> {
  const found = new Map<string, boolean>();
  const visited = new Set<KubernetesObject>();
  const visit = (each: KubernetesObject, isRoot: boolean) => {
    if (visited.has(each)) return;
    visited.add(each);
    const name = trackingIdOf(each)?.application;
    if (name) found.set(name, found.get(name) || isRoot);
    cache.parentsOf(each).forEach(parent => visit(parent, false));
  };
  visit(object, true);
  return [...found].map(([name, isRoot]) => ({ name, isRoot }));
}

function imagesIn(nodes: NonNullable<ResourceTree['nodes']>): string[] {
  return [...new Set(nodes.flatMap(node => node.images ?? []))].sort();
}

function urlsIn(nodes: NonNullable<ResourceTree['nodes']>): string[] {
  const urls = nodes.flatMap(node => node.networkingInfo?.externalURLs ?? []);
  return [...new Set(urls)].sort();
}
