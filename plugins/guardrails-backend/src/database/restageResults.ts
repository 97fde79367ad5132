import { Knex } from 'knex';
import { loadClusterFacts } from './ClusterFacts';
import { stageOfResult } from './stageOfResult';
import './tables';

/**
 * Makes results say the control and the stage that follow from the policies and
 * labels as they are now. Only what differs is written.
 *
 * @param of - a cluster, or some of its namespaces
 */
export async function restageResults(
  tx: Knex.Transaction,
  of: { cluster: string; namespaces?: readonly string[] },
): Promise<void> {
  const { cluster, namespaces } = of;
  const query = tx('results').where({ cluster });
  if (namespaces) query.whereIn('namespace', [...namespaces]);
  const groups = await query.distinct(
    'namespace',
    'source',
    'policy',
    'control',
    'stage',
  );
  if (groups.length === 0) return;
  const facts = await loadClusterFacts(tx, cluster);
  for (const group of groups) {
    const { namespace, source, policy, control, stage } = group;
    const next = stageOfResult(group, facts);
    if (next.control === control && next.stage === stage) continue;
    await tx('results')
      .where({ cluster, namespace, source, policy, control, stage })
      .update(next);
  }
}
