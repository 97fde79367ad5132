import { inBatches } from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import type { PodTableRow, ResultTableRow } from './tables';

type AboutResource = Pick<
  ResultTableRow,
  'cluster' | 'namespace' | 'resource_kind' | 'resource_name'
>;

/** The pods that some results speak of, as far as they are there; by `podKeyOf`. */
export async function loadPodsOf(
  tx: Knex,
  results: readonly AboutResource[],
): Promise<Map<string, PodTableRow>> {
  const pods = new Map<string, PodTableRow>();
  const ofPods = results.filter(isOfPod);
  for (const batch of inBatches(ofPods)) {
    const found = await tx('pods').whereIn(
      ['cluster', 'namespace', 'name'],
      batch.map(row => [row.cluster, row.namespace, row.resource_name]),
    );
    for (const pod of found) {
      const about = { resource_kind: 'Pod', resource_name: pod.name };
      pods.set(podKeyOf({ ...pod, ...about }), pod);
    }
  }
  return pods;
}

export function isOfPod({
  resource_kind,
}: Pick<AboutResource, 'resource_kind'>): boolean {
  return resource_kind === 'Pod';
}

export function podKeyOf(row: AboutResource): string {
  return JSON.stringify([
    row.cluster,
    row.namespace,
    row.resource_kind,
    row.resource_name,
  ]);
}
