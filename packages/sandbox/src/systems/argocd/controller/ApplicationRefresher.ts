import { Cluster, ClusterRegistry } from '../clusters/ClusterRegistry';
import { Comparison } from '../compare/compareApplication';
import { isCommitSha } from '../git/resolveRevision';
import {
  Application,
  ApplicationStatus,
  Operation,
  projectOf,
  refreshAnnotation,
} from '../objects/Application';
import { AppProject } from '../objects/AppProject';
import { invalid, validateSpec } from '../project/validateSpec';
import { decideAutoSync } from '../sync/decideAutoSync';
import { buildTree } from '../tree/buildTree';
import { ResourceTree } from '../tree/ResourceNode';
import { summarizeTree } from '../tree/summarizeTree';
import { ApplicationComparer } from './ApplicationComparer';
import { ApplicationStore, OperationInProgressError } from './ApplicationStore';
import { EventRecorder } from './EventRecorder';
import { NeededRefresh, neededRefresh } from './neededRefresh';
import { RefreshLevel } from './RefreshRequests';
import { comparedStatus, invalidStatus } from './refreshStatus';
import { toTimestamp } from './timestamps';

const soonMs = 5000;

/** What is to be looked at later, when a refresh could not do all of it now. */
export type RefreshOutcome =
  | { result: 'done' }
  | { result: 'again'; level: RefreshLevel; afterMs: number };

type CompareTask = {
  application: Application;
  project: AppProject;
  cluster: Cluster;
  needed: NeededRefresh;
};

/** Refreshes Applications: compares, starts what automation wants done about it, and writes the status. */
export class ApplicationRefresher {
  readonly #store: ApplicationStore;
  readonly #clusters: ClusterRegistry;
  readonly #comparer: ApplicationComparer;
  readonly #events: EventRecorder;
  readonly #now: () => Date;
  readonly #comparisons = new Map<string, Comparison>();

  constructor(options: {
    store: ApplicationStore;
    clusters: ClusterRegistry;
    comparer: ApplicationComparer;
    events: EventRecorder;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#clusters = options.clusters;
    this.#comparer = options.comparer;
    this.#events = options.events;
    this.#now = options.now;
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

  async refresh(
    name: string,
    requested: RefreshLevel | undefined,
  ): Promise<RefreshOutcome> {
    const application = this.#store.get(name);
    if (!application) {
      this.#comparisons.delete(name);
      return { result: 'done' };
    }
    const needed = neededRefresh(application, requested);
    if (!needed) return { result: 'done' };
    if (needed.level === 'tree' && this.#comparisons.has(name)) {
      const summary = summarizeTree(this.treeOf(application).nodes);
      await this.#persist(application, { ...application.status, summary });
      return { result: 'done' };
    }
    const project = this.#store.project(projectOf(application));
    const problems = this.#problemsOf(application, project);
    if (!project || problems.length) {
      this.#comparisons.delete(name);
      const now = toTimestamp(this.#now());
      await this.#persist(
        application,
        invalidStatus(application, { found: problems, now }),
      );
      return { result: 'done' };
    }
    const cluster = this.#clusters.find(application.spec.destination);
    return this.#compare({ application, project, cluster, needed });
  }

  #problemsOf(application: Application, project: AppProject | undefined) {
    return project
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
  }

  async #compare(task: CompareTask): Promise<RefreshOutcome> {
    const { application, project, cluster, needed } = task;
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
    if (!current) return { result: 'done' };
    const mayHaveChanges = !isRecent && compared !== target;
    const decision = decideAutoSync({
      application: current,
      sync: result.sync,
      resources: result.comparison.resources,
      mayHaveChanges,
      now: this.#now(),
    });
    if (decision.result === 'sync') {
      await this.#startOperation(application, decision.operation);
    }
    const { nodes } = buildTree(result.comparison.managed, cluster.cache);
    await this.#persist(
      application,
      comparedStatus(this.#store.get(name) ?? current, {
        result,
        syncError: decision.result === 'error' ? decision.condition : undefined,
        summary: summarizeTree(nodes),
        reconciled: !isRecent,
        now: toTimestamp(this.#now()),
      }),
    );
    if (decision.result === 'later') {
      return { result: 'again', level: 'latest', afterMs: decision.afterMs };
    }
    // Only now the status names the commit, so that the next look sees whether it is a new one.
    const isHasty =
      decision.result === 'error' &&
      !isRecent &&
      !mayHaveChanges &&
      !isCommitSha(target);
    return isHasty
      ? { result: 'again', level: 'latest', afterMs: soonMs }
      : { result: 'done' };
  }

  async #startOperation(
    application: Application,
    operation: Operation,
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

  /** Writes a status; a refresh that was asked for when `looked` was read is thereby done. */
  async #persist(
    looked: Application,
    status: ApplicationStatus,
  ): Promise<void> {
    const application = this.#store.get(looked.metadata.name);
    if (!application) return;
    const before = application.status;
    const asked = looked.metadata.annotations?.[refreshAnnotation];
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
}
