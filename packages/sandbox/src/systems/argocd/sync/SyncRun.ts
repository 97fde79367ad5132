import { ClusterCache } from '../clusters/ClusterCache';
import { Comparison } from '../compare/compareApplication';
import { assessHealth } from '../health/assessHealth';
import { Application, OperationState } from '../objects/Application';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { messageOf } from '../wire/messageOf';
import { applyResource } from './applyResource';
import { createNamespace } from './createNamespace';
import { deleteResource, PropagationPolicy } from './deleteResource';
import { hookPhase, objectPhase } from './healthPhase';
import { hookDeletePolicies } from './hooks';
import { isDeletionApproved } from './isDeletionApproved';
import {
  isMultiStep,
  isPrune,
  nextTasks,
  objectOf,
  phaseOf,
  planSync,
  SyncTask,
} from './planSync';
import { SyncProgress, SyncStep } from './SyncProgress';
import { optionValue, syncOptionOf } from './syncOptions';

export type SyncContext = {
  application: Application;
  state: OperationState;
  comparison: Comparison;
  cluster: ClusterCache;
  /** Why the project does not allow this object here; `undefined` when it does. */
  refusal: (object: KubernetesObject) => string | undefined;
};

const propagationPolicies: Record<string, PropagationPolicy> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
};

/**
 * One step of a sync: looks at what was started earlier, and applies the next
 * wave when nothing of it is still on its way.
 *
 * All that it knows of earlier steps is in the operation's state, so that an
 * operation goes on where it was after a restart.
 */
export class SyncRun {
  readonly #context: SyncContext;
  readonly #options: string[];
  readonly #dryRun: boolean;
  readonly #prune: boolean;
  readonly #tasks: SyncTask[];
  readonly #progress: SyncProgress;

  constructor(context: SyncContext) {
    const { state, comparison, cluster } = context;
    const sync = state.operation.sync ?? {};
    this.#context = context;
    this.#options = sync.syncOptions ?? [];
    this.#dryRun = sync.dryRun ?? false;
    this.#prune = sync.prune ?? false;
    this.#progress = new SyncProgress(state.syncResult?.resources);
    this.#tasks = planSync({
      managed: comparison.managed,
      hooks: comparison.hooks,
      liveHook: key => cluster.get(key),
      results: this.#progress.results,
      selected: sync.resources,
      skipHooks: Boolean(sync.syncStrategy?.apply),
      syncOptions: this.#options,
      outOfSyncOnly: this.#options.includes('ApplyOutOfSyncOnly=true'),
    });
  }

  async step(): Promise<SyncStep> {
    const progress = this.#progress;
    const tasks = this.#tasks;
    if (this.#context.state.phase === 'Terminating') return this.#terminate();
    const refusals = this.#refuse();
    if (refusals.length) {
      return progress.endFailed(
        `one or more synchronization tasks are not valid: ${refusals.join(
          '; ',
        )}`,
      );
    }
    const failure = await this.#createNamespace();
    if (failure) {
      return progress.endFailed(
        `the namespace failed to apply, reason: ${failure}`,
      );
    }

    this.#updateRunning();
    const waits = isMultiStep(tasks);
    const running = tasks.filter(
      task => (waits || task.isHook) && phaseOf(task) === 'Running',
    );
    if (running.length) return progress.wait(running);
    const vanishing = tasks.filter(
      task =>
        task.result?.status === 'Pruned' &&
        task.live?.metadata.deletionTimestamp,
    );
    if (vanishing.length) return progress.wait(vanishing, 'deletion of');
    const failed = tasks.filter(task =>
      ['Failed', 'Error'].includes(phaseOf(task) ?? ''),
    );
    if (failed.length) {
      await this.#deleteHooks('HookFailed');
      return progress.endFailed(
        'one or more synchronization tasks completed unsuccessfully',
        failed.filter(task => task.result?.status === 'SyncFailed'),
      );
    }
    const pending = tasks.filter(task => !phaseOf(task));
    if (!pending.length) {
      await this.#deleteHooks('HookSucceeded');
      return progress.end('Succeeded', 'successfully synced (no more tasks)');
    }
    return this.#runWave(nextTasks(pending), pending.length);
  }

  async #runWave(wave: SyncTask[], pending: number): Promise<SyncStep> {
    const progress = this.#progress;
    const unconfirmed = wave.filter(task => this.#needsConfirmation(task));
    if (unconfirmed.length) {
      return progress.wait(unconfirmed, 'pruning confirmation of');
    }
    const old = await this.#deleteOldHooks(wave);
    if (old.length) return progress.wait(old, 'deletion of hook');
    for (const task of wave) {
      if (isPrune(task)) await this.#pruneTask(task);
      else await this.#applyTask(task);
    }
    const failed = wave.filter(task => task.result?.status === 'SyncFailed');
    if (failed.length) {
      return progress.endFailed('one or more objects failed to apply', failed);
    }
    // Without hooks and further waves a sync is over once all is applied, whatever becomes of it.
    const isLast = wave.length === pending && !wave.some(each => each.isHook);
    if (!isLast) return progress.wait(wave);
    return progress.end(
      'Succeeded',
      `successfully synced (${
        this.#dryRun ? 'no more tasks' : 'all tasks run'
      })`,
    );
  }

  async #applyTask(task: SyncTask): Promise<void> {
    const target = task.target!;
    const dryRun = this.#dryRun;
    try {
      const message = await applyResource(this.#context.cluster, {
        target,
        dryRun,
        serverSide:
          syncOptionOf(target, this.#options, 'ServerSideApply') === 'true',
      });
      this.#progress.set(task, {
        status: 'Synced',
        phase: dryRun ? 'Succeeded' : 'Running',
        message: dryRun ? `${message} (dry run)` : message,
      });
    } catch (error) {
      this.#progress.fail(task, messageOf(error));
    }
  }

  async #pruneTask(task: SyncTask): Promise<void> {
    const live = task.live!;
    const isKept = syncOptionOf(live, this.#options, 'Prune') === 'false';
    if (!this.#prune || isKept) {
      this.#progress.set(task, {
        status: 'PruneSkipped',
        phase: 'Succeeded',
        message: isKept ? 'ignored (no prune)' : 'ignored (requires pruning)',
      });
      return;
    }
    try {
      if (!this.#dryRun) await this.#delete(live);
      this.#progress.set(task, {
        status: 'Pruned',
        phase: 'Succeeded',
        message: this.#dryRun ? 'pruned (dry run)' : 'pruned',
      });
    } catch (error) {
      this.#progress.fail(task, messageOf(error));
    }
  }

  #needsConfirmation(task: SyncTask): boolean {
    const { application, state } = this.#context;
    return (
      isPrune(task) &&
      this.#prune &&
      syncOptionOf(task.live, this.#options, 'Prune') === 'confirm' &&
      !isDeletionApproved(application, state.startedAt)
    );
  }

  #delete(live: KubernetesObject): Promise<void> {
    const policy = optionValue(this.#options, 'PrunePropagationPolicy');
    return deleteResource(
      this.#context.cluster,
      live,
      propagationPolicies[policy ?? ''],
    );
  }

  /** Hooks of an earlier sync make room for those of this one. Returns the tasks whose hooks are still there. */
  async #deleteOldHooks(wave: readonly SyncTask[]): Promise<SyncTask[]> {
    if (this.#dryRun) return [];
    const old = wave.filter(
      ({ isHook, target, live }) =>
        isHook &&
        live &&
        hookDeletePolicies(target!).includes('BeforeHookCreation'),
    );
    for (const { live } of old) await this.#delete(live!);
    return old;
  }

  async #deleteHooks(policy: 'HookSucceeded' | 'HookFailed'): Promise<void> {
    for (const { isHook, target, live } of this.#tasks) {
      if (isHook && live && hookDeletePolicies(target!).includes(policy)) {
        await this.#delete(live);
      }
    }
  }

  async #terminate(): Promise<SyncStep> {
    for (const task of this.#tasks) {
      if (task.isHook && task.live && phaseOf(task) === 'Running') {
        await this.#delete(task.live);
        this.#progress.set(task, {
          status: task.result?.status ?? 'Synced',
          phase: 'Failed',
          message: 'Terminated',
        });
      }
    }
    return this.#progress.endFailed('Operation terminated');
  }

  /** Before the first objects, where the Application says so. Returns why it could not be made. */
  async #createNamespace(): Promise<string | undefined> {
    const { application, cluster } = this.#context;
    const namespace = application.spec.destination.namespace ?? '';
    const isTarget = this.#tasks.some(
      ({ target }) =>
        target?.kind === 'Namespace' && target.metadata.name === namespace,
    );
    if (
      this.#progress.results.length ||
      this.#dryRun ||
      !this.#options.includes('CreateNamespace=true') ||
      !namespace ||
      isTarget
    ) {
      return undefined;
    }
    const metadata = application.spec.syncPolicy?.managedNamespaceMetadata;
    try {
      await createNamespace(cluster, { name: namespace, metadata });
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  }

  #refuse(): string[] {
    const refusals = this.#tasks.flatMap(task => {
      const message = this.#context.refusal(objectOf(task));
      if (message) this.#progress.fail(task, message);
      return message ?? [];
    });
    return [...new Set(refusals)].sort();
  }

  /** What became of the objects that earlier steps applied. */
  #updateRunning(): void {
    for (const task of this.#tasks) {
      const { live, result } = task;
      if (!live || !result || phaseOf(task) !== 'Running') continue;
      const health = assessHealth(live);
      const phase = task.isHook
        ? hookPhase(health?.status)
        : objectPhase(health?.status);
      if (phase !== 'Running') {
        this.#progress.set(task, {
          status: result.status ?? 'Synced',
          phase,
          message: health?.message || result.message || '',
        });
      }
    }
  }
}
