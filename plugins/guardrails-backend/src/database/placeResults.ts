import {
  inBatches,
  resolveWorkloads,
  type WorkloadKey,
} from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import { countResults } from './countResults';
import { loadPodsOf, podKeyOf } from './loadPodsOf';
import type { ResultTableRow } from './tables';

type Placed = Pick<
  ResultTableRow,
  | 'cluster'
  | 'namespace'
  | 'resource_kind'
  | 'resource_name'
  | 'workload_kind'
  | 'workload_name'
>;

/** The same rows, each with the top controller of its resource, as far as that is known. */
export async function placeResults<T extends Placed>(
  tx: Knex,
  rows: readonly T[],
): Promise<T[]> {
  const pods = await loadPodsOf(tx, rows);
  const owned = rows.map(row => ({
    ...row,
    workload_kind: row.resource_kind,
    workload_name: row.resource_name,
    parent_kind: row.resource_kind,
    parent_name: row.resource_name,
  }));
  const resolved = await resolveWorkloads(tx, owned);
  return resolved.map((row, index) => {
    const { workload_kind, workload_name } = pods.get(podKeyOf(row)) ?? row;
    return { ...rows[index], workload_kind, workload_name };
  });
}

/** Makes rows name their workload anew, after pods or owners came to be known. */
export async function moveResults(
  tx: Knex.Transaction,
  resources: readonly {
    cluster: string;
    namespace: string;
    kind: string;
    name: string;
  }[],
): Promise<void> {
  const affected: WorkloadKey[] = [];
  for (const batch of inBatches(resources)) {
    const rows = await tx('results').whereIn(
      ['cluster', 'namespace', 'resource_kind', 'resource_name'],
      batch.map(one => [one.cluster, one.namespace, one.kind, one.name]),
    );
    const placed = await placeResults(tx, rows);
    for (const [index, after] of placed.entries()) {
      const { id, workload_kind, workload_name } = after;
      const before = rows[index];
      if (
        before.workload_kind === workload_kind &&
        before.workload_name === workload_name
      ) {
        continue;
      }
      await tx('results')
        .where({ id })
        .update({ workload_kind, workload_name });
      affected.push(before, after);
    }
  }
  await countResults(tx, affected);
}
