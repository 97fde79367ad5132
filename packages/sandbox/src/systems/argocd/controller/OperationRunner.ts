import { Cluster } from '../clusters/ClusterRegistry';
import { jsonEquals } from '../compare/json';
import {
  Application,
  Operation,
  OperationState,
  RevisionHistory,
  SyncResult,
} from '../objects/Application';
import { AppProject } from '../objects/AppProject';
import { refusalOf } from '../project/refusalOf';
import { validateSpec } from '../project/validateSpec';
import { msUntilRetry, withRetry } from '../sync/retryState';
import { SyncStep } from '../sync/SyncProgress';
import { SyncRun } from '../sync/SyncRun';
import { ApplicationComparer } from './ApplicationComparer';
import { ApplicationStore } from './ApplicationStore';
import { formatConditions } from './conditions';
import { EventRecorder } from './EventRecorder';
import { toTimestamp } from './timestamps';

/**
 * For so long an operation is only announced before anything is done.
 *
 * Argo CD needs about as long for its dry run; people and programs that look
 * at the status have come to see it.
 */
const announceMs = 400;
const defaultHistoryLimit = 10;

export type OperationOutcome =
  | { result: 'ended'; automated: boolean }
  | { result: 'running'; afterMs?: number };

type Request = {
  application: Application;
  project: AppProject | undefined;
  /** @throws when the destination means no cluster */
  findCluster: () => Cluster;
};

/** Runs the operation that an Application asks for, step by step; where it stands is in the Application's status. */
export class OperationRunner {
  readonly #store: ApplicationStore;
  readonly #comparer: ApplicationComparer;
  readonly #events: EventRecorder;
  readonly #now: () => Date;
  /** When the work of operations that were only announced may begin, by the Application's uid. */
  readonly #announced = new Map<string, number>();

  constructor(options: {
    store: ApplicationStore;
    comparer: ApplicationComparer;
    events: EventRecorder;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#comparer = options.comparer;
    this.#events = options.events;
    this.#now = options.now;
  }

  async run(request: Request): Promise<OperationOutcome> {
    const { application } = request;
    const before = application.status?.operationState;
    if (before?.phase !== 'Running' && before?.phase !== 'Terminating') {
      const uid = application.metadata.uid ?? '';
      await this.#store.setOperationState(
        application,
        this.#begin(application),
      );
      this.#announced.set(uid, performance.now() + announceMs);
      return { result: 'running', afterMs: announceMs };
    }
    const waitMs = this.#stillAnnounced(application);
    if (waitMs > 0) return { result: 'running', afterMs: waitMs };
    if (before.phase === 'Running' && before.finishedAt) {
      return this.#retry(application, before);
    }

    const stepped = await this.#step(request, before);
    // It may have been told to end while it worked: that must not be lost.
    const current = await this.#store.fetch(application.metadata.name);
    if (!current?.operation) return { result: 'ended', automated: true };
    const state =
      stepped.phase === 'Running' &&
      current.status?.operationState?.phase === 'Terminating'
        ? {
            ...stepped,
            phase: 'Terminating' as const,
            message: 'operation is terminating',
          }
        : withRetry(stepped, { before, now: this.#now() });
    if (!jsonEquals(current.status?.operationState, state)) {
      await this.#store.setOperationState(current, state);
    }
    if (state.phase === 'Running' || state.phase === 'Terminating') {
      return {
        result: 'running',
        afterMs: state.finishedAt
          ? msUntilRetry(state, this.#now())
          : undefined,
      };
    }
    this.#recordEnd(application, state);
    return {
      result: 'ended',
      automated: state.operation.initiatedBy?.automated ?? false,
    };
  }

  /** Milliseconds until the work of an announced operation may begin. */
  #stillAnnounced({ metadata }: Application): number {
    const uid = metadata.uid ?? '';
    const waitMs = (this.#announced.get(uid) ?? 0) - performance.now();
    if (waitMs <= 0) this.#announced.delete(uid);
    return waitMs;
  }

  #begin(application: Application): OperationState {
    return {
      phase: 'Running',
      operation: application.operation!,
      startedAt: toTimestamp(this.#now()),
    };
  }

  /** One step of the sync; every problem ends up in the state. */
  async #step(
    { application, project, findCluster }: Request,
    before: OperationState,
  ): Promise<OperationState> {
    const { sync } = before.operation;
    const fail = (message: string): OperationState =>
      this.#finish({ ...before, phase: 'Error', message });
    if (!sync) {
      return fail('Invalid operation request: no operation specified');
    }
    if (!project) {
      return fail(
        `Failed to load application project: error getting app project "${application.spec.project}"`,
      );
    }
    const syncResult = before.syncResult ?? beginSync(application, sync);
    const invalid = validateSpec({
      spec: { ...application.spec, source: syncResult.source },
      project,
      clusters: clustersOf(findCluster),
    });
    if (invalid.length) return fail(formatConditions(invalid));

    const cluster = findCluster();
    const {
      comparison,
      conditions,
      sync: compared,
    } = await this.#comparer.compare({
      application,
      project,
      cluster,
      source: syncResult.source,
      revision: syncResult.revision,
      fresh: false,
      noCache: false,
    });
    const result: SyncResult = {
      ...syncResult,
      revision: compared.revision ?? syncResult.revision,
    };
    const errors = conditions.filter(({ type }) => type === 'ComparisonError');
    if (errors.length) {
      return this.#finish({
        ...before,
        phase: 'Error',
        message: formatConditions(errors),
        syncResult: result,
      });
    }
    const shared = conditions.find(
      ({ type }) => type === 'SharedResourceWarning',
    );
    if (shared && sync.syncOptions?.includes('FailOnSharedResource=true')) {
      return this.#finish({
        ...before,
        phase: 'Failed',
        message: `Shared resource found: ${shared.message}`,
        syncResult: result,
      });
    }
    const run = new SyncRun({
      application,
      state: { ...before, syncResult: result },
      comparison,
      cluster: cluster.cache,
      refusal: object =>
        refusalOf(object, {
          project,
          cluster,
          isNamespaced: (group, kind) =>
            cluster.cache.isNamespaced(group, kind),
        }),
    });
    const step = await run.step();
    return this.#afterStep({ application, before, result, step });
  }

  async #afterStep(options: {
    application: Application;
    before: OperationState;
    result: SyncResult;
    step: SyncStep;
  }): Promise<OperationState> {
    const { application, before, result, step } = options;
    const { sync = {}, initiatedBy = {} } = before.operation;
    if (step.phase === 'Succeeded' && !sync.dryRun && !sync.resources?.length) {
      await this.#addHistory(application, {
        revision: result.revision,
        source: result.source,
        deployStartedAt: before.startedAt,
        initiatedBy,
      });
    }
    const managed = application.spec.syncPolicy?.managedNamespaceMetadata;
    const state: OperationState = {
      ...before,
      phase: step.phase,
      message: step.message,
      syncResult: {
        ...result,
        ...(step.results.length && { resources: step.results }),
        ...(managed && { managedNamespaceMetadata: managed }),
      },
    };
    return step.phase === 'Running' ? state : this.#finish(state);
  }

  async #addHistory(
    application: Application,
    entry: Omit<RevisionHistory, 'id' | 'deployedAt'>,
  ): Promise<void> {
    const current = this.#store.get(application.metadata.name) ?? application;
    const history = current.status?.history ?? [];
    const last = history[history.length - 1];
    const limit = current.spec.revisionHistoryLimit ?? defaultHistoryLimit;
    const added: RevisionHistory = {
      ...entry,
      id: last ? last.id + 1 : 0,
      deployedAt: toTimestamp(this.#now()),
    };
    await this.#store.setHistory(current, [...history, added].slice(-limit));
  }

  #finish(state: OperationState): OperationState {
    return { ...state, finishedAt: toTimestamp(this.#now()) };
  }

  async #retry(
    application: Application,
    state: OperationState,
  ): Promise<OperationOutcome> {
    const afterMs = msUntilRetry(state, this.#now());
    if (afterMs > 0) return { result: 'running', afterMs };
    const { finishedAt, syncResult, ...rest } = state;
    await this.#store.setOperationState(application, {
      ...rest,
      message: `Retrying operation. Attempt #${state.retryCount}`,
    });
    return { result: 'running', afterMs: 0 };
  }

  #recordEnd(application: Application, state: OperationState): void {
    const isPartial = Boolean(state.operation.sync?.resources?.length);
    const what = isPartial ? 'Partial sync operation' : 'Sync operation';
    const to = state.syncResult ? ` to ${state.syncResult.revision}` : '';
    const succeeded = state.phase === 'Succeeded';
    this.#events.record(application, {
      reason: 'OperationCompleted',
      type: succeeded ? 'Normal' : 'Warning',
      message: `${what}${to} ${
        succeeded ? 'succeeded' : `failed: ${state.message}`
      }`,
    });
  }
}

function beginSync(
  application: Application,
  sync: NonNullable<Operation['sync']>,
): SyncResult {
  const source = sync.source ?? application.spec.source!;
  return {
    source,
    revision: sync.revision || source.targetRevision || 'HEAD',
  };
}

function clustersOf(findCluster: () => Cluster): Cluster[] {
  try {
    return [findCluster()];
  } catch {
    return [];
  }
}
