import { Knex } from 'knex';
import { Fence } from '../lease/Fence';
import { Projection } from '../projection/Projection';
import { TargetSink } from '../sink/TargetSink';
import { TargetStore } from '../status/TargetStore';
import { Target } from '../target/Target';

/**
 * Removes what nobody watches any more: a namespace or cluster that is no longer
 * configured. The projection takes its rows away; of a kind that is no longer declared
 * there is none, and its rows are for the plugin's own migration.
 */
export async function retireTargets(options: {
  database: Knex;
  fence: Fence;
  store: TargetStore;
  projections: readonly Projection[];
  declared: readonly Target[];
}): Promise<void> {
  const { database, fence, store, projections, declared } = options;
  for (const row of await store.listUndeclared(fence.cluster, declared)) {
    const projection = projections.find(({ kind }) => kind.id === row.kind);
    if (projection) {
      const target = {
        id: row.id,
        cluster: row.cluster,
        namespace: row.namespace || undefined,
        projection,
      };
      const sink = new TargetSink({ database, fence, target });
      await sink.sweep(() => true);
    }
    await store.remove(fence, row.id);
  }
}
