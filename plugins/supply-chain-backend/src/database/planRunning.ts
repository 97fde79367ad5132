import type { PodContainerTableRow, RunningTableRow } from './tables';

/** What a workload runs, as its pods say: one for each container and digest. */
export type RunningGroup = Pick<
  RunningTableRow,
  | 'cluster'
  | 'namespace'
  | 'workload_kind'
  | 'workload_name'
  | 'container'
  | 'role'
  | 'image'
  | 'digest'
  | 'pods'
  | 'since'
  | 'kubernetes_id'
> & { reference: string | null; within: string };

export type RunningPlan = {
  insert: RunningGroup[];
  /** Rows whose number of pods or label changed. */
  update: Pick<RunningTableRow, 'id' | 'pods' | 'kubernetes_id'>[];
  remove: number[];
};

/**
 * Compares what pods run with what is stored of it. A row stays the same while
 * one pod after the other is replaced by its like, and so does its `since`. Pure.
 */
export function planRunning(
  containers: readonly PodContainerTableRow[],
  stored: readonly RunningTableRow[],
): RunningPlan {
  const groups = groupContainers(containers);
  const plan: RunningPlan = { insert: [], update: [], remove: [] };
  for (const row of stored) {
    const key = keyOf(row);
    const group = groups.get(key);
    groups.delete(key);
    if (!group) {
      plan.remove.push(row.id);
    } else if (
      group.pods !== row.pods ||
      group.kubernetes_id !== row.kubernetes_id
    ) {
      const { pods, kubernetes_id } = group;
      plan.update.push({ id: row.id, pods, kubernetes_id });
    }
  }
  plan.insert = [...groups.values()];
  return plan;
}

function groupContainers(
  containers: readonly PodContainerTableRow[],
): Map<string, RunningGroup> {
  const groups = new Map<string, RunningGroup>();
  for (const row of containers) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) {
      group.pods += 1;
      if (row.started_at < group.since) group.since = row.started_at;
      group.kubernetes_id ??= row.kubernetes_id;
    } else {
      const { cluster, namespace, workload_kind, workload_name } = row;
      const { container, role, image, digest, reference, within } = row;
      groups.set(key, {
        cluster,
        namespace,
        workload_kind,
        workload_name,
        container,
        role,
        image,
        digest,
        reference,
        within,
        kubernetes_id: row.kubernetes_id,
        pods: 1,
        since: row.started_at,
      });
    }
  }
  return groups;
}

type Key = Pick<
  RunningTableRow,
  | 'cluster'
  | 'namespace'
  | 'workload_kind'
  | 'workload_name'
  | 'container'
  | 'role'
  | 'image'
  | 'digest'
>;

function keyOf(row: Key): string {
  return JSON.stringify([
    row.cluster,
    row.namespace,
    row.workload_kind,
    row.workload_name,
    row.container,
    row.role,
    row.image,
    row.digest,
  ]);
}
