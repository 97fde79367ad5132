/** A workload of a cluster. */
export type WorkloadKey = {
  cluster: string;
  namespace: string;
  workload_kind: string;
  workload_name: string;
};

export const workloadColumns = [
  'cluster',
  'namespace',
  'workload_kind',
  'workload_name',
] as const;

export function toTuple(key: WorkloadKey): string[] {
  return workloadColumns.map(column => key[column]);
}

/** Each workload once. */
export function distinctWorkloads(rows: readonly WorkloadKey[]): WorkloadKey[] {
  return [
    ...new Map(rows.map(row => [JSON.stringify(toTuple(row)), row])).values(),
  ];
}
