import { Knex } from 'knex';
import {
  type AssignmentRules,
  type Components,
  inBatches,
  toAssignedColumns,
  toTuple,
  workloadColumns,
} from '@portolan/plugin-workloads-node';
import type { RunningGroup } from './planRunning';
import { TransitionTableRow } from './tables';

/**
 * Keeps that a digest came to run where another one ran. A pod that is made
 * anew, or a workload that was stopped and runs the same again, is no deploy.
 *
 * @returns for each group the digest that ran there before
 */
export async function recordDeploys(
  tx: Knex.Transaction,
  groups: readonly RunningGroup[],
  options: { rules: AssignmentRules; components: Components; now: Date },
): Promise<(string | undefined)[]> {
  const { rules, components, now } = options;
  const last = await lastDeploys(tx, groups);
  const deploys: Omit<TransitionTableRow, 'id'>[] = [];
  const previous = groups.map(group => {
    const { digest, cluster, namespace, workload_kind, workload_name } = group;
    const before = last.get(containerKey(group));
    if (digest === null || group.role === 'ephemeral') return undefined;
    if (before?.to === digest) return before.from ?? undefined;
    const { environment, entity_ref } = toAssignedColumns(
      {
        cluster,
        namespace,
        workload: workload_name,
        kubernetesId: group.kubernetes_id ?? undefined,
      },
      { rules, components },
    );
    deploys.push({
      at: now.toISOString(),
      entity_ref,
      environment,
      cluster,
      namespace,
      workload_kind,
      workload_name,
      container: group.container,
      digest,
      question: 'deploy',
      from: before?.to ?? null,
      to: digest,
      code: null,
      why: `${group.image} began to run.`,
    });
    return before?.to ?? undefined;
  });
  for (const batch of inBatches(deploys)) await tx('transitions').insert(batch);
  return previous;
}

async function lastDeploys(
  tx: Knex.Transaction,
  groups: readonly RunningGroup[],
): Promise<Map<string, Pick<TransitionTableRow, 'from' | 'to'>>> {
  const newest = tx('transitions')
    .where({ question: 'deploy' })
    .whereIn(workloadColumns, groups.map(toTuple))
    .groupBy([...workloadColumns, 'container'])
    .max('id');
  const rows = await tx('transitions').whereIn('id', newest);
  return new Map(rows.map(row => [containerKey(row), row]));
}

function containerKey(row: {
  cluster: string | null;
  namespace: string | null;
  workload_kind: string | null;
  workload_name: string | null;
  container: string | null;
}): string {
  return JSON.stringify([
    row.cluster,
    row.namespace,
    row.workload_kind,
    row.workload_name,
    row.container,
  ]);
}
