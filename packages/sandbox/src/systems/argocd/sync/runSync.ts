import { ClusterCache } from '../clusters/ClusterCache';
import { KubernetesError } from '../clusters/KubernetesClient';
import { Comparison } from '../compare/compareApplication';
import { assessHealth } from '../health/assessHealth';
import {
  Application,
  OperationPhase,
  OperationState,
  ResourceResult,
  ResultCode,
} from '../objects/Application';
import { imagesOf } from '../objects/images';
import {
  annotationOf,
  keyOf,
  KubernetesObject,
  versionOf,
} from '../objects/KubernetesObject';
import { messageOf } from '../wire/messageOf';
import { applyResource } from './applyResource';
import { createNamespace } from './createNamespace';
import { hookDeletePolicies } from './hooks';
import {
  isMultiStep,
  isPrune,
  nextTasks,
  objectOf,
  phaseOf,
  planSync,
  SyncTask,
} from './planSync';
import { syncOptionOf } from './syncOptions';

export type SyncStep = {
  phase: OperationPhase;
  message: string;
  results: ResourceResult[];
};

export type SyncContext = {
  application: Application;
  state: OperationState;
  comparison: Comparison;
  cluster: ClusterCache;
  /** Why the project does not allow this object here; `undefined` when it does. */
  refusal: (object: KubernetesObject) => string | undefined;
};

/**
 * Takes a sync one step further: looks at what was started earlier, and
 * applies the next wave when nothing of it is still on its way.
 *
 * All it remembers is in `state`, so that an operation goes on where it was
 * after a restart.
 */
export async function runSync(context: SyncContext): Promise<SyncStep> {
  return new SyncRun(context).step();
}

const ended: readonly (OperationPhase | undefined)[] = [
  'Succeeded',
  'Failed',
  'Error',
];

class SyncRun {
  readonly #context: SyncContext;
  readonly #options: string[];
  readonly #dryRun: boolean;
  readonly #prune: boolean;
  readonly #pruneConfirmed: boolean;
  readonly #tasks: SyncTask[];
  readonly #results: ResourceResult[];

  constructor(context: SyncContext) {
    const { state, comparison, cluster, application } = context;
    const sync = state.operation.sync ?? {};
    this.#context = context;
    this.#options = sync.syncOptions ?? [];
    this.#dryRun = sync.dryRun ?? false;
    this.#prune = sync.prune ?? false;
    this.#pruneConfirmed = isDeletionApproved(application, state.startedAt);
    this.#results = (state.syncResult?.resources ?? []).map(each => ({
      ...each,
    }));
    this.#tasks = planSync({
      managed: comparison.managed,
      hooks: comparison.hooks,
      liveHook: key => cluster.get(key),
      results: this.#results,
      selected: sync.resources,
      skipHooks: Boolean(sync.syncStrategy?.apply),
      syncOptions: this.#options,
      outOfSyncOnly: this.#options.includes('ApplyOutOfSyncOnly=true'),
    });
  }

  async step(): Promise<SyncStep> {
    if (this.#context.state.phase === 'Terminating') return this.#terminate();
    const refusals = this.#refusals();
    if (refusals.length) {
      return this.#end(
        'Failed',
        `one or more synchronization tasks are not valid: ${refusals.join(
          '; ',
        )}`,
      );
    }
    if (!this.#results.length && !this.#dryRun) {
      const failure = await this.#createNamespace();
      if (failure) {
        return this.#end(
          'Failed',
          `the namespace failed to apply, reason: ${failure}`,
        );
      }
    }

    this.#updateRunning();
    const tasks = this.#tasks;
    const waits = isMultiStep(tasks);
    const running = tasks.filter(
      task => (waits || task.isHook) && phaseOf(task) === 'Running',
    );
    if (running.length) return this.#wait(running);
    const vanishing = tasks.filter(
      task =>
        task.result?.status === 'Pruned' &&
        task.live?.metadata.deletionTimestamp,
    );
    if (vanishing.length) return this.#wait(vanishing, 'deletion of');
    const failed = tasks.filter(task =>
      ['Failed', 'Error'].includes(phaseOf(task) ?? ''),
    );
    if (failed.length) {
      await this.#deleteHooks('HookFailed');
      return this.#end(
        'Failed',
        withReasons(
          'one or more synchronization tasks completed unsuccessfully',
          failed.filter(task => task.result?.status === 'SyncFailed'),
        ),
      );
    }

    const pending = tasks.filter(task => !phaseOf(task));
    if (!pending.length) {
      await this.#deleteHooks('HookSucceeded');
      return this.#end('Succeeded', 'successfully synced (no more tasks)');
    }
    return this.#runWave(nextTasks(pending), pending.length);
  }

  async #runWave(wave: SyncTask[], pending: number): Promise<SyncStep> {
    const unconfirmed = wave.filter(
      task =>
        isPrune(task) &&
        !this.#pruneConfirmed &&
        this.#prune &&
        syncOptionOf(task.live, this.#options, 'Prune') === 'confirm',
    );
    if (unconfirmed.length) {
      return this.#wait(unconfirmed, 'pruning confirmation of');
    }
    if (await this.#deleteOldHooks(wave)) {
      return this.#wait(
        wave.filter(task => task.isHook),
        'deletion of hook',
      );
    }
    for (const task of wave) {
      if (isPrune(task)) await this.#pruneTask(task);
      else await this.#applyTask(task);
    }
    const failed = wave.filter(task => task.result?.status === 'SyncFailed');
    if (failed.length) {
      return this.#end(
        'Failed',
        withReasons('one or more objects failed to apply', failed),
      );
    }
    // Without hooks and further waves a sync is over once all is applied, whatever becomes of it.
    return wave.length === pending && !wave.some(task => task.isHook)
      ? this.#end(
          'Succeeded',
          this.#dryRun
            ? 'successfully synced (no more tasks)'
            : 'successfully synced (all tasks run)',
        )
      : this.#wait(wave);
  }

  async #applyTask(task: SyncTask): Promise<void> {
    const target = task.target!;
    try {
      const message = await applyResource(this.#context.cluster, {
        target,
        dryRun: this.#dryRun,
        serverSide:
          syncOptionOf(target, this.#options, 'ServerSideApply') === 'true',
      });
      this.#setResult(task, {
        status: 'Synced',
        phase: this.#dryRun ? 'Succeeded' : 'Running',
        message: this.#dryRun ? `${message} (dry run)` : message,
      });
    } catch (error) {
      this.#setResult(task, {
        status: 'SyncFailed',
        phase: 'Failed',
        message: messageOf(error),
      });
    }
  }

  async #pruneTask(task: SyncTask): Promise<void> {
    const { live } = task;
    const skip = (message: string) =>
      this.#setResult(task, {
        status: 'PruneSkipped',
        phase: 'Succeeded',
        message,
      });
    if (!this.#prune) {
      skip('ignored (requires pruning)');
      return;
    }
    if (syncOptionOf(live, this.#options, 'Prune') === 'false') {
      skip('ignored (no prune)');
      return;
    }
    try {
      if (!this.#dryRun) await this.#delete(live!);
      this.#setResult(task, {
        status: 'Pruned',
        phase: 'Succeeded',
        message: this.#dryRun ? 'pruned (dry run)' : 'pruned',
      });
    } catch (error) {
      this.#setResult(task, {
        status: 'SyncFailed',
        phase: 'Failed',
        message: messageOf(error),
      });
    }
  }

  async #delete(live: KubernetesObject): Promise<void> {
    const { cluster } = this.#context;
    const path = cluster.pathOf(live);
    if (!path || live.metadata.deletionTimestamp) return;
    const policy = this.#options
      .find(option => option.startsWith('PrunePropagationPolicy='))
      ?.split('=')[1];
    try {
      await cluster.client.delete(path, {
        propagationPolicy: propagationPolicies[policy ?? ''] ?? 'Foreground',
        uid: live.metadata.uid,
      });
    } catch (error) {
      if (!KubernetesError.isNotFound(error)) throw error;
    }
  }

  /** Hooks of an earlier sync make room for those of this one. Tells whether any is still there. */
  async #deleteOldHooks(wave: readonly SyncTask[]): Promise<boolean> {
    if (this.#dryRun) return false;
    const old = wave.flatMap(task =>
      task.isHook &&
      hookDeletePolicies(task.target!).includes('BeforeHookCreation')
        ? task.live ?? []
        : [],
    );
    for (const live of old) await this.#delete(live);
    return old.length > 0;
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
        this.#setResult(task, {
          status: task.result?.status ?? 'Synced',
          phase: 'Failed',
          message: 'Terminated',
        });
      }
    }
    return this.#end('Failed', 'Operation terminated');
  }

  async #createNamespace(): Promise<string | undefined> {
    const { application, cluster } = this.#context;
    if (!this.#options.includes('CreateNamespace=true')) return undefined;
    const namespace = application.spec.destination.namespace ?? '';
    const isTarget = this.#tasks.some(
      ({ target }) =>
        target?.kind === 'Namespace' && target.metadata.name === namespace,
    );
    if (!namespace || isTarget) return undefined;
    return createNamespace(cluster, {
      name: namespace,
      metadata: application.spec.syncPolicy?.managedNamespaceMetadata,
    }).then(
      () => undefined,
      error => error.message,
    );
  }

  #refusals(): string[] {
    const refused = this.#tasks.flatMap(task => {
      const message = this.#context.refusal(objectOf(task));
      if (!message) return [];
      this.#setResult(task, { status: 'SyncFailed', phase: 'Failed', message });
      return message;
    });
    return [...new Set(refused)].sort();
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
      if (ended.includes(phase)) {
        this.#setResult(task, {
          status: result.status ?? 'Synced',
          phase,
          message: health?.message || result.message || '',
        });
      }
    }
  }

  #setResult(
    task: SyncTask,
    outcome: { status: ResultCode; phase: OperationPhase; message: string },
  ): void {
    const object = objectOf(task);
    const images = imagesOf(object);
    const result: ResourceResult = {
      ...keyOf(object),
      version: versionOf(object.apiVersion),
      status: outcome.status,
      message: outcome.message,
      ...(task.isHook && { hookType: task.phase }),
      hookPhase: outcome.phase,
      syncPhase: task.phase,
      ...(images.length && { images }),
    };
    const index = task.result ? this.#results.indexOf(task.result) : -1;
    if (index < 0) this.#results.push(result);
    else this.#results[index] = result;
    task.result = result;
  }

  #wait(tasks: readonly SyncTask[], reason?: string): SyncStep {
    const first = tasks.find(task => task.isHook) ?? tasks[0];
    const what =
      reason ?? (first.isHook ? 'completion of hook' : 'healthy state of');
    const { group, kind, name } = keyOf(objectOf(first));
    const others = tasks.length - 1;
    const plural = tasks.every(task => task.isHook) ? 'hooks' : 'resources';
    const more = others > 0 ? ` and ${others} more ${plural}` : '';
    return {
      phase: 'Running',
      message: `waiting for ${what} ${group}/${kind}/${name}${more}`,
      results: this.#results,
    };
  }

  #end(phase: OperationPhase, message: string): SyncStep {
    return { phase, message, results: this.#results };
  }
}

const propagationPolicies: Record<string, string> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
};

function withReasons(message: string, failed: readonly SyncTask[]): string {
  const reasons = failed.map(task => task.result?.message ?? '');
  return reasons.length ? `${message}, reason: ${reasons.join(',')}` : message;
}

/** A hook is waited for until it is done. */
function hookPhase(health: string | undefined): OperationPhase {
  switch (health) {
    case 'Progressing':
    case 'Suspended':
      return 'Running';
    case 'Degraded':
    case 'Unknown':
      return 'Failed';
    default:
      return 'Succeeded';
  }
}

/** An object is waited for only by the waves after its own; kinds without a check are done at once. */
function objectPhase(health: string | undefined): OperationPhase {
  switch (health) {
    case undefined:
    case 'Healthy':
      return 'Succeeded';
    case 'Degraded':
      return 'Failed';
    default:
      return 'Running';
  }
}

/** A person confirmed, after the operation began, that things may be deleted. */
function isDeletionApproved(application: Application, since: string): boolean {
  const approved = annotationOf(
    application,
    'argocd.argoproj.io/deletion-approved',
  );
  return Boolean(approved) && Date.parse(approved!) >= Date.parse(since);
}
