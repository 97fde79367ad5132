import {
  type AssignmentRules,
  distinctWorkloads,
  inBatches,
  isSame,
  loadComponents,
  toAssignedColumns,
  toTuple,
  workloadColumns,
  type WorkloadKey,
} from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import type { WorkloadTableRow } from './tables';

/**
 * Makes `workloads` say what the pods of some workloads say. What no longer runs
 * stays, with its owner: what policies say of it is still somebody's.
 */
export async function refreshWorkloads(
  tx: Knex.Transaction,
  workloads: readonly WorkloadKey[],
  options: { rules: AssignmentRules; now: Date },
): Promise<void> {
  const { rules, now } = options;
  for (const batch of inBatches(distinctWorkloads(workloads), 200)) {
    const tuples = batch.map(toTuple);
    const pods = await tx('pods')
      .whereIn(workloadColumns, tuples)
      .select(...workloadColumns, 'kubernetes_id');
    const stored = await tx('workloads').whereIn(workloadColumns, tuples);
    const before = new Map(stored.map(row => [keyOf(row), row]));
    const next = batch.map(key => {
      const own = pods.filter(pod => keyOf(pod) === keyOf(key));
      const known = before.get(keyOf(key));
      const kubernetes_id =
        own.length > 0
          ? own.find(pod => pod.kubernetes_id)?.kubernetes_id ?? null
          : known?.kubernetes_id ?? null;
      return { key, known, kubernetes_id, pods: own.length };
    });
    const places = next.map(({ key, kubernetes_id }) => ({
      cluster: key.cluster,
      namespace: key.namespace,
      workload: key.workload_name,
      kubernetesId: kubernetes_id ?? undefined,
    }));
    const components = await loadComponents(tx, places, rules);
    for (const [index, one] of next.entries()) {
      const row: WorkloadTableRow = {
        ...pick(one.key),
        ...toAssignedColumns(places[index], { rules, components }),
        kubernetes_id: one.kubernetes_id,
        pods: one.pods,
        gone_since:
          one.pods > 0 ? null : one.known?.gone_since ?? now.toISOString(),
      };
      if (one.known && isSame(one.known, row)) continue;
      if (!one.known && one.pods === 0) continue;
      await tx('workloads').insert(row).onConflict(workloadColumns).merge();
    }
  }
}

function pick({
  cluster,
  namespace,
  workload_kind,
  workload_name,
}: WorkloadKey): WorkloadKey {
  return { cluster, namespace, workload_kind, workload_name };
}

function keyOf(key: WorkloadKey): string {
  return JSON.stringify(toTuple(key));
}
