import { ManagedResource } from '../compare/compareApplication';
import {
  OperationPhase,
  ResourceResult,
  SyncOperationResource,
  SyncPhase,
} from '../objects/Application';
import {
  keyOf,
  keyText,
  KubernetesObject,
  ResourceKey,
} from '../../../kubernetes-client/KubernetesObject';
import { hookPhases, isSkipped, syncWaveOf } from './hooks';
import { syncOptionOf } from './syncOptions';

/** One object that a sync applies or removes, and how far that has come. */
export type SyncTask = {
  phase: SyncPhase;
  wave: number;
  isHook: boolean;
  /** Absent when the object is to be pruned. */
  target?: KubernetesObject;
  live?: KubernetesObject;
  /** What an earlier step of the same operation made of it. */
  result?: ResourceResult;
};

const phaseOrder: SyncPhase[] = ['PreSync', 'Sync', 'PostSync'];

/** Objects that others need go first; kinds that are not named go last. */
const kindOrder = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];

export function objectOf(task: SyncTask): KubernetesObject {
  return (task.target ?? task.live)!;
}

export function phaseOf(task: SyncTask): OperationPhase | undefined {
  return task.result?.hookPhase;
}

export const isPrune = (task: SyncTask) => !task.target;

/** The tasks of a sync, in the order in which they are to run, with the results so far. */
export function planSync(options: {
  managed: readonly ManagedResource[];
  hooks: readonly KubernetesObject[];
  liveHook: (key: ResourceKey) => KubernetesObject | undefined;
  results: readonly ResourceResult[];
  /** Only these, and no hooks. */
  selected?: readonly SyncOperationResource[];
  skipHooks: boolean;
  syncOptions: readonly string[];
  /** A sync that applies only what differs. */
  outOfSyncOnly: boolean;
}): SyncTask[] {
  const { selected = [], syncOptions } = options;
  const tasks: SyncTask[] = options.managed
    .filter(
      resource =>
        !resource.hook &&
        !(resource.target && isSkipped(resource.target)) &&
        (!selected.length || selected.some(each => isSame(each, resource.key))),
    )
    .filter(
      ({ target, live, diff }) =>
        !options.outOfSyncOnly || !target || !live || diff?.modified,
    )
    .map(({ target, live }) => ({
      phase: 'Sync',
      wave: syncWaveOf((target ?? live)!),
      isHook: false,
      target,
      live,
    }));
  reversePruneWaves(tasks, syncOptions);

  if (!options.skipHooks && !selected.length) {
    for (const hook of options.hooks) {
      for (const phase of hookPhases(hook)) {
        if (!phaseOrder.includes(phase)) continue;
        tasks.push({
          phase,
          wave: syncWaveOf(hook),
          isHook: true,
          target: hook,
          live: options.liveHook(keyOf(hook)),
        });
      }
    }
  }
  for (const task of tasks) {
    task.result = options.results.find(
      result => resultKey(result) === taskKey(task),
    );
  }
  return tasks.sort(compareTasks);
}

/** What is removed goes in the opposite order of how it came; with PruneLast, after everything else. */
function reversePruneWaves(
  tasks: SyncTask[],
  syncOptions: readonly string[],
): void {
  const prunes = tasks.filter(isPrune);
  const waves = [...new Set(prunes.map(task => task.wave))].sort(
    (a, b) => a - b,
  );
  const last = Math.max(0, ...tasks.map(task => task.wave)) + 1;
  for (const task of prunes) {
    task.wave =
      syncOptionOf(task.live, syncOptions, 'PruneLast') === 'true'
        ? last
        : waves[waves.length - 1 - waves.indexOf(task.wave)];
  }
}

function compareTasks(a: SyncTask, b: SyncTask): number {
  const kindRank = (task: SyncTask) => {
    const rank = kindOrder.indexOf(objectOf(task).kind);
    return rank < 0 ? kindOrder.length : rank;
  };
  return (
    phaseOrder.indexOf(a.phase) - phaseOrder.indexOf(b.phase) ||
    a.wave - b.wave ||
    Number(!isPrune(a)) - Number(!isPrune(b)) ||
    kindRank(a) - kindRank(b) ||
    (objectOf(a).metadata.name < objectOf(b).metadata.name ? -1 : 1)
  );
}

function isSame(selected: SyncOperationResource, key: ResourceKey): boolean {
  return (
    (selected.group ?? '') === key.group &&
    selected.kind === key.kind &&
    selected.name === key.name &&
    (!selected.namespace || selected.namespace === key.namespace)
  );
}

/** The tasks that run together next: those of the first phase and wave among the given ones. */
export function nextTasks(tasks: readonly SyncTask[]): SyncTask[] {
  return tasks.filter(
    task => task.phase === tasks[0].phase && task.wave === tasks[0].wave,
  );
}

/** Whether the operation has to wait between its tasks. */
export function isMultiStep(tasks: readonly SyncTask[]): boolean {
  return nextTasks(tasks).length !== tasks.length;
}

export function taskKey(task: SyncTask): string {
  return `${keyText(keyOf(objectOf(task)))}:${task.phase}`;
}

export function resultKey(result: ResourceResult): string {
  return `${keyText(result)}:${result.syncPhase}`;
}
