import {
  inBatches,
  toTuple,
  type WorkloadKey,
} from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import { countOnce, resourceGone } from '../control';
import { isOfPod, loadPodsOf, podKeyOf } from './loadPodsOf';
import { resultOfRank, type ResultTableRow } from './tables';

/** Marks, of what several reports say of one workload, the result that speaks for it. */
export async function countResults(
  tx: Knex.Transaction,
  workloads: readonly WorkloadKey[],
): Promise<void> {
  const tuples = [
    ...new Map(
      workloads.map(one => [JSON.stringify(toTuple(one)), toTuple(one)]),
    ).values(),
  ];
  for (const batch of inBatches(tuples, 200)) {
    const rows = await tx('results').whereIn(
      ['cluster', 'namespace', 'workload_kind', 'workload_name'],
      batch,
    );
    const pods = await loadPodsOf(tx, rows);
    const isGone = (row: ResultTableRow) =>
      isOfPod(row) && !pods.has(podKeyOf(row));
    const byPlace = new Map<string, ResultTableRow[]>();
    for (const row of rows) {
      const key = JSON.stringify(toTuple(row));
      byPlace.set(key, [...(byPlace.get(key) ?? []), row]);
    }
    for (const own of byPlace.values()) {
      const countable = own.map(row => toCountable(row, isGone(row)));
      const counted = new Set(countOnce(countable).map(one => one.id));
      await setCounted(tx, own, counted);
    }
  }
}

async function setCounted(
  tx: Knex.Transaction,
  rows: readonly ResultTableRow[],
  counted: ReadonlySet<string>,
): Promise<void> {
  for (const value of [0, 1]) {
    const ids = rows
      .filter(row => Number(counted.has(row.id)) === value)
      .filter(row => row.counted !== value)
      .map(({ id }) => id);
    if (ids.length > 0) {
      await tx('results').whereIn('id', ids).update({ counted: value });
    }
  }
}

function toCountable(row: ResultTableRow, isGone: boolean) {
  return {
    id: row.id,
    resource: {
      apiVersion: row.resource_api_version,
      kind: row.resource_kind,
      name: row.resource_name,
      namespace: row.namespace,
    },
    workload: { kind: row.workload_kind, name: row.workload_name },
    source: row.source,
    policy: row.policy,
    rule: row.rule ?? undefined,
    result: resultOfRank(row.result),
    // Reports outlive their pods for a while: who is there speaks first.
    ...(isGone ? { stale: resourceGone } : {}),
  };
}
