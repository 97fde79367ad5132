import {
  Projection,
  ProjectionChange,
  WatchedKind,
} from '@portolan/plugin-cluster-watch-node';
import { Knex } from 'knex';
import {
  type AssignmentRules,
  inBatches,
  resolveWorkloads,
  type WorkloadKey,
} from '@portolan/plugin-workloads-node';
import { PodRow, projectPod } from '../projections/projectPod';
import { refreshRunning } from './refreshRunning';
import { PodContainerTableRow } from './tables';

/** Pods into `pod_containers`, and from there what runs. */
export class PodProjection implements Projection<PodRow> {
  readonly kind: WatchedKind = {
    id: 'pods',
    group: '',
    versions: ['v1'],
    plural: 'pods',
    fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed',
  };
  readonly revision = 1;
  readonly project = projectPod;
  readonly #options: { rules: AssignmentRules; now: () => Date };

  constructor(options: { rules: AssignmentRules; now: () => Date }) {
    this.#options = options;
  }

  async apply(
    tx: Knex.Transaction,
    { cluster, deletes, upserts }: ProjectionChange<PodRow>,
  ): Promise<void> {
    const uids = [...deletes, ...upserts].map(({ uid }) => uid);
    const affected: WorkloadKey[] = [];
    for (const batch of inBatches(uids)) {
      const pods = tx('pod_containers')
        .where({ cluster })
        .whereIn('pod_uid', batch);
      affected.push(...(await pods.clone()));
      await pods.clone().delete();
    }
    const rows = upserts.flatMap(({ namespace = '', uid, row }) =>
      row.containers.map(
        (one): PodContainerTableRow => ({
          cluster,
          pod_uid: uid,
          container: one.container,
          role: one.role,
          namespace,
          parent_kind: row.parent.kind,
          parent_name: row.parent.name,
          workload_kind: row.likelyWorkload.kind,
          workload_name: row.likelyWorkload.name,
          image: one.image,
          reference: one.reference ?? null,
          within: one.within ?? '',
          digest: one.digest ?? null,
          kubernetes_id: row.kubernetesId ?? null,
          started_at: row.startedAt,
        }),
      ),
    );
    const resolved = await resolveWorkloads(tx, rows);
    for (const batch of inBatches(resolved)) {
      await tx('pod_containers').insert(batch);
    }
    const { rules, now } = this.#options;
    await refreshRunning(tx, [...affected, ...resolved], { rules, now: now() });
  }
}
