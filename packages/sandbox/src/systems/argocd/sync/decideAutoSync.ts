import { jsonEquals } from '../compare/json';
import {
  Application,
  Condition,
  isAutomated,
  Operation,
  ResourceStatus,
  SyncStatus,
} from '../objects/Application';
import { selfHealDelayMs } from './retry';

export type AutoSyncDecision =
  | { result: 'nothing' }
  | { result: 'error'; condition: Condition }
  | { result: 'later'; afterMs: number }
  | { result: 'sync'; operation: Operation };

/**
 * What automation does about a comparison.
 *
 * A revision is synced once. When it is already the one that was synced and
 * the cluster still differs, somebody changed the cluster: then only self-heal
 * acts, on what differs, and ever more slowly.
 */
export function decideAutoSync(options: {
  application: Application;
  sync: SyncStatus;
  resources: readonly ResourceStatus[];
  /**
   * Whether the revision that Git names can be another than the compared one.
   *
   * Argo CD takes it for the same when `status.sync.revision` is literally the
   * target revision. After a ComparisonError that is so for a branch as well
   * (it then holds the branch's name), and the first comparison that succeeds
   * again only looks at the source.
   */
  mayHaveChanges: boolean;
  now: Date;
}): AutoSyncDecision {
  const { application, sync, resources, now } = options;
  const { syncPolicy, source } = application.spec;
  const automated = syncPolicy?.automated;
  if (
    !isAutomated(application) ||
    !automated ||
    !source ||
    application.operation ||
    application.metadata.deletionTimestamp ||
    sync.status !== 'OutOfSync'
  ) {
    return { result: 'nothing' };
  }
  const differing = resources.filter(
    resource => resource.status !== undefined && resource.status !== 'Synced',
  );
  if (!automated.prune && differing.every(each => each.requiresPruning)) {
    return { result: 'nothing' };
  }

  const operation: Operation = {
    sync: {
      revision: sync.revision,
      ...(automated.prune && { prune: true }),
      source,
      ...(syncPolicy.syncOptions && { syncOptions: syncPolicy.syncOptions }),
    },
    initiatedBy: { automated: true },
    retry: syncPolicy.retry ?? { limit: 5 },
  };
  const revisions = `[${sync.revision}]`;

  const state = application.status?.operationState;
  if (state && wasAttempted(options)) {
    if (state.phase !== 'Succeeded') {
      const last = state.syncResult ? `[${state.syncResult.revision}]` : '[]';
      return syncError(`Failed last sync attempt to ${last}: ${state.message}`);
    }
    if (!automated.selfHeal) return { result: 'nothing' };
    const attempts = state.operation.sync?.autoHealAttemptsCount ?? 0;
    const since = state.finishedAt
      ? now.getTime() - Date.parse(state.finishedAt)
      : 0;
    const wait = selfHealDelayMs(attempts) - since;
    if (wait > 0) return { result: 'later', afterMs: wait };
    operation.sync = {
      ...operation.sync,
      autoHealAttemptsCount: attempts + 1,
      resources: differing.map(({ group, kind, name }) => ({
        ...(group && { group }),
        kind,
        name,
      })),
    };
  }
  if (
    automated.prune &&
    !automated.allowEmpty &&
    resources.every(resource => resource.requiresPruning)
  ) {
    return syncError(
      `Skipping sync attempt to ${revisions}: auto-sync will wipe out all resources`,
    );
  }
  return { result: 'sync', operation };
}

function syncError(message: string): AutoSyncDecision {
  return { result: 'error', condition: { type: 'SyncError', message } };
}

/** Whether the last operation was for this revision of this source. */
function wasAttempted(options: {
  application: Application;
  sync: SyncStatus;
  mayHaveChanges: boolean;
}): boolean {
  const { application, sync, mayHaveChanges } = options;
  const { syncResult, phase } = application.status!.operationState!;
  if (!syncResult) return phase !== 'Running' && phase !== 'Terminating';
  if (mayHaveChanges && syncResult.revision !== sync.revision) return false;
  return jsonEquals(syncResult.source, application.spec.source);
}
