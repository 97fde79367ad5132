import {
  type AssignmentRules,
  inBatches,
  type MoveChildren,
  resolveWorkloads,
  toTuple,
  workloadColumns,
  type WorkloadKey,
} from '@portolan/plugin-workloads-node';
import { moveResults } from './placeResults';
import { refreshWorkloads } from './refreshWorkloads';

/** Pods, and results, that came before an owner name their workload anew. */
export function moveChildren(options: {
  rules: AssignmentRules;
  now: () => Date;
}): MoveChildren {
  const { rules, now } = options;
  return async (tx, owners) => {
    const children = await tx('pods').whereIn(
      ['cluster', 'namespace', 'parent_kind', 'parent_name'],
      owners.map(one => [one.cluster, one.namespace, one.kind, one.name]),
    );
    const resolved = await resolveWorkloads(tx, children);
    const affected: WorkloadKey[] = [];
    const moved = resolved.filter((after, index) => {
      const before = children[index];
      return (
        before.workload_kind !== after.workload_kind ||
        before.workload_name !== after.workload_name
      );
    });
    for (const { cluster, uid, workload_kind, workload_name } of moved) {
      const before = children.find(one => one.uid === uid);
      await tx('pods')
        .where({ cluster, uid })
        .update({ workload_kind, workload_name });
      if (before) affected.push(before);
    }
    await refreshWorkloads(tx, [...affected, ...moved], { rules, now: now() });
    // What stood between was taken for a workload, and never was one.
    for (const batch of inBatches(affected)) {
      await tx('workloads')
        .where('pods', 0)
        .whereIn(workloadColumns, batch.map(toTuple))
        .delete();
    }
    await moveResults(tx, [
      ...owners,
      ...moved.map(({ cluster, namespace, name }) => ({
        cluster,
        namespace,
        kind: 'Pod',
        name,
      })),
    ]);
  };
}
