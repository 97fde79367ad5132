import {
  inBatches,
  resolveWorkloads,
  toTuple,
  type WorkloadKey,
} from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import { countOnce } from '../control';
import { resultOfRank, type PodTableRow, type ResultTableRow } from './tables';

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
  const pods = new Map<string, PodTableRow>();
  const ofPods = rows.filter(({ resource_kind }) => resource_kind === 'Pod');
  for (const batch of inBatches(ofPods)) {
    const found = await tx('pods').whereIn(
      ['cluster', 'namespace', 'name'],
      batch.map(row => [row.cluster, row.namespace, row.resource_name]),
    );
    for (const pod of found) {
      pods.set(JSON.stringify([pod.cluster, pod.namespace, pod.name]), pod);
    }
  }
  const owned = rows.map(row => ({
    ...row,
    workload_kind: row.resource_kind,
    workload_name: row.resource_name,
    parent_kind: row.resource_kind,
    parent_name: row.resource_name,
  }));
  const resolved = await resolveWorkloads(tx, owned);
  return resolved.map((row, index) => {
    const pod = pods.get(
      JSON.stringify([row.cluster, row.namespace, row.resource_name]),
    );
    const { workload_kind, workload_name } =
      row.resource_kind === 'Pod' && pod ? pod : row;
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
    const byPlace = new Map<string, ResultTableRow[]>();
    for (const row of rows) {
      const key = JSON.stringify(toTuple(row));
      byPlace.set(key, [...(byPlace.get(key) ?? []), row]);
    }
    for (const own of byPlace.values()) {
      const counted = new Set(countOnce(own.map(toCountable)).map(o => o.id));
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

function toCountable(row: ResultTableRow) {
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
  };
}
