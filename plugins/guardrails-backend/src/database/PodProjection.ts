import type {
  KubernetesObject,
  Projection,
  ProjectionChange,
  WatchedKind,
} from '@portolan/plugin-cluster-watch-node';
import {
  type AssignmentRules,
  inBatches,
  type NamedWorkload,
  parentOfPod,
  resolveWorkloads,
} from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import { parseMeshPod, type MeshPod } from '../mesh';
import { countResults } from './countResults';
import { moveResults } from './placeResults';
import { refreshWorkloads } from './refreshWorkloads';
import type { PodTableRow } from './tables';

/** What is kept of a pod. */
export type PodRow = {
  parent: NamedWorkload;
  likelyWorkload: NamedWorkload;
  kubernetesId?: string;
  pod: MeshPod;
};

const idLabel = 'backstage.io/kubernetes-id';

/** Pods into `pods`, and from there what runs. */
export class PodProjection implements Projection<PodRow> {
  readonly kind: WatchedKind = {
    id: 'pods',
    group: '',
    versions: ['v1'],
    plural: 'pods',
    fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed',
  };
  readonly revision = 1;
  readonly #options: { rules: AssignmentRules; now: () => Date };

  constructor(options: { rules: AssignmentRules; now: () => Date }) {
    this.#options = options;
  }

  project(object: KubernetesObject): PodRow | undefined {
    const pod = parseMeshPod(object);
    if (pod.completed) return undefined;
    return {
      ...parentOfPod(
        object.metadata as unknown as Parameters<typeof parentOfPod>[0],
      ),
      kubernetesId: pod.labels[idLabel],
      pod,
    };
  }

  async apply(
    tx: Knex.Transaction,
    { cluster, deletes, upserts }: ProjectionChange<PodRow>,
  ): Promise<void> {
    const affected: PodTableRow[] = [];
    for (const batch of inBatches([...deletes, ...upserts])) {
      const pods = tx('pods')
        .where({ cluster })
        .whereIn(
          'uid',
          batch.map(({ uid }) => uid),
        );
      affected.push(...(await pods.clone()));
      await pods.clone().delete();
    }
    const rows = upserts.map(
      ({ namespace = '', name, uid, row }): PodTableRow => ({
        cluster,
        uid,
        namespace,
        name,
        parent_kind: row.parent.kind,
        parent_name: row.parent.name,
        workload_kind: row.likelyWorkload.kind,
        workload_name: row.likelyWorkload.name,
        kubernetes_id: row.kubernetesId ?? null,
        facts: JSON.stringify(row.pod),
      }),
    );
    const resolved = await resolveWorkloads(tx, rows);
    for (const batch of inBatches(resolved)) await tx('pods').insert(batch);
    const { rules, now } = this.#options;
    await refreshWorkloads(tx, [...affected, ...resolved], {
      rules,
      now: now(),
    });
    // What was reported of them before they were seen.
    await moveResults(
      tx,
      resolved.map(({ namespace, name }) => ({
        cluster,
        namespace,
        kind: 'Pod',
        name,
      })),
    );
    // What is gone no longer speaks for its workload, and what came back does.
    const known = new Set(affected.map(({ uid }) => uid));
    const there = new Set(resolved.map(({ uid }) => uid));
    await countResults(tx, [
      ...affected.filter(({ uid }) => !there.has(uid)),
      ...resolved.filter(({ uid }) => !known.has(uid)),
    ]);
  }
}
