import { Knex } from 'knex';
import { inBatches } from '@portolan/plugin-workloads-node';

/** Has the images that some reports are about judged again, within the transaction that wrote the reports. */
export async function markImages(
  tx: Knex.Transaction,
  options: {
    digests: readonly (string | null)[];
    /** Parents of pods, for reports that do not say which image they are about. */
    parents: readonly (readonly [string, string, string, string])[];
    now: Date;
  },
): Promise<void> {
  const at = options.now.toISOString();
  const digests = [...new Set(options.digests.flatMap(one => one ?? []))];
  for (const batch of inBatches(digests)) {
    await tx('images')
      .where(either =>
        either.whereIn('digest', batch).orWhereIn('index_digest', batch),
      )
      .update({ judge_at: at })
      .increment('judge_revision');
  }
  for (const batch of inBatches(options.parents)) {
    const references = tx('pod_containers')
      .whereIn(['cluster', 'namespace', 'parent_kind', 'parent_name'], batch)
      .whereNotNull('reference')
      .select('reference');
    await tx('images')
      .whereIn('reference', references)
      .update({ judge_at: at })
      .increment('judge_revision');
  }
}
