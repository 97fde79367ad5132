import { parseReference } from '@portolan/image-trust';
import { Knex } from 'knex';
import {
  type AssignmentRules,
  distinctWorkloads,
  inBatches,
  loadComponents,
  toAssignedColumns,
  toTuple,
  workloadColumns,
  WorkloadKey,
} from '@portolan/plugin-workloads-node';
import { planRunning, RunningGroup } from './planRunning';
import { recordDeploys } from './recordDeploys';
import { answerRanks, RunningTableRow } from './tables';

/**
 * Makes the rows of `running` say what the pods of some workloads say, within
 * the transaction that changed the pods. Nothing is written where nothing changed.
 */
export async function refreshRunning(
  tx: Knex.Transaction,
  workloads: readonly WorkloadKey[],
  options: { rules: AssignmentRules; now: Date },
): Promise<void> {
  for (const batch of inBatches(distinctWorkloads(workloads), 200)) {
    const tuples = batch.map(toTuple);
    const plan = planRunning(
      await tx('pod_containers').whereIn(workloadColumns, tuples),
      await tx('running').whereIn(workloadColumns, tuples),
    );
    for (const { id, ...changes } of plan.update) {
      await tx('running').where({ id }).update(changes);
    }
    await insertRunning(tx, plan.insert, options);
    for (const ids of inBatches(plan.remove))
      await removeRunning(tx, ids, options);
  }
}

async function insertRunning(
  tx: Knex.Transaction,
  groups: readonly RunningGroup[],
  options: { rules: AssignmentRules; now: Date },
): Promise<void> {
  if (groups.length === 0) return;
  const { rules, now } = options;
  const images = await ensureImages(tx, groups, now);
  const places = groups.map(group => ({
    cluster: group.cluster,
    namespace: group.namespace,
    workload: group.workload_name,
    kubernetesId: group.kubernetes_id ?? undefined,
  }));
  const components = await loadComponents(tx, places, rules);
  const previous = await recordDeploys(tx, groups, { rules, components, now });
  const rows = groups.map((group, index): Omit<RunningTableRow, 'id'> => {
    const { reference, within, ...row } = group;
    const { unknown } = answerRanks;
    return {
      ...row,
      ...toAssignedColumns(places[index], { rules, components }),
      previous_digest: previous[index] ?? null,
      image_id: images.get(`${reference} ${within}`) ?? null,
      search: [
        row.namespace,
        row.workload_name,
        row.container,
        row.image,
        row.digest,
      ]
        .join(' ')
        .toLowerCase(),
      answer: unknown,
      signed: unknown,
      scanned: unknown,
      source: unknown,
      answer_since: now.toISOString(),
      criticals: null,
      highs: null,
    };
  });
  for (const batch of inBatches(rows)) await tx('running').insert(batch);
}

/** The ids of the images of these groups, under `reference within`; they are judged soon, and read soon when new. */
async function ensureImages(
  tx: Knex.Transaction,
  groups: readonly RunningGroup[],
  now: Date,
): Promise<Map<string, number>> {
  const at = now.toISOString();
  const wanted = new Map(
    groups.flatMap(({ reference, within, digest }) =>
      reference && digest
        ? [[`${reference} ${within}`, { reference, within, digest }] as const]
        : [],
    ),
  );
  const ids = new Map<string, number>();
  for (const batch of inBatches([...wanted.values()])) {
    await tx('images')
      .insert(
        batch.map(image => ({
          ...image,
          registry: parseReference(image.reference).registry,
          verify_at: at,
          judge_at: at,
        })),
      )
      .onConflict(['reference', 'within'])
      .ignore();
    const rows = await tx('images')
      .whereIn(
        ['reference', 'within'],
        batch.map(({ reference, within }) => [reference, within]),
      )
      .select('id', 'reference', 'within');
    for (const { id, reference, within } of rows) {
      ids.set(`${reference} ${within}`, id);
    }
    await tx('images')
      .whereIn(
        'id',
        rows.map(({ id }) => id),
      )
      .update({ judge_at: at, unused_since: null })
      .increment('judge_revision');
  }
  return ids;
}

async function removeRunning(
  tx: Knex.Transaction,
  ids: readonly number[],
  options: { now: Date },
): Promise<void> {
  const images = await tx('running')
    .whereIn('id', ids)
    .whereNotNull('image_id')
    .distinct('image_id');
  await tx('running').whereIn('id', ids).delete();
  await tx('images')
    .whereIn(
      'id',
      images.flatMap(({ image_id }) => image_id ?? []),
    )
    .whereNotExists(tx('running').whereRaw('running.image_id = images.id'))
    .update({ unused_since: options.now.toISOString() });
}
