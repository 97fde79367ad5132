import {
  Projection,
  ProjectionChange,
  WatchedKind,
} from '@portolan/plugin-cluster-watch-node';
import { Knex } from 'knex';
import type { AssignmentRules } from '../assignment/assignWorkload';
import { OwnerRow, projectOwner } from '../projections/projectOwner';
import { refreshRunning } from './refreshRunning';
import { resolveWorkloads } from './resolveWorkloads';
import { inBatches, OwnerTableRow } from './tables';
import type { WorkloadKey } from './WorkloadKey';

/** What stands between a pod and its workload, in whatever order they come to be known. */
export class OwnerProjection implements Projection<OwnerRow> {
  readonly revision = 1;
  readonly project = projectOwner;
  readonly kind: WatchedKind;
  readonly #ownerKind: string;
  readonly #options: { rules: AssignmentRules; now: () => Date };

  constructor(options: {
    kind: 'ReplicaSet' | 'Job';
    rules: AssignmentRules;
    now: () => Date;
  }) {
    this.#ownerKind = options.kind;
    this.#options = options;
    this.kind =
      options.kind === 'ReplicaSet'
        ? {
            id: 'replica-sets',
            group: 'apps',
            versions: ['v1'],
            plural: 'replicasets',
          }
        : { id: 'jobs', group: 'batch', versions: ['v1'], plural: 'jobs' };
  }

  async apply(
    tx: Knex.Transaction,
    { cluster, deletes, upserts }: ProjectionChange<OwnerRow>,
  ): Promise<void> {
    for (const batch of inBatches([...deletes, ...upserts])) {
      await tx('owners')
        .where({ cluster })
        .whereIn(
          'uid',
          batch.map(({ uid }) => uid),
        )
        .delete();
    }
    const rows = upserts.map(
      ({ namespace = '', name, uid, row }): OwnerTableRow => ({
        cluster,
        uid,
        namespace,
        kind: this.#ownerKind,
        name,
        owner_kind: row.owner?.kind ?? null,
        owner_name: row.owner?.name ?? null,
      }),
    );
    for (const batch of inBatches(rows)) {
      await tx('owners').insert(batch);
      await this.#moveChildren(tx, batch);
    }
  }

  /** Pods that came before their owner. */
  async #moveChildren(
    tx: Knex.Transaction,
    owners: readonly OwnerTableRow[],
  ): Promise<void> {
    const children = await tx('pod_containers').whereIn(
      ['cluster', 'namespace', 'parent_kind', 'parent_name'],
      owners.map(({ cluster, namespace, kind, name }) => [
        cluster,
        namespace,
        kind,
        name,
      ]),
    );
    const resolved = await resolveWorkloads(tx, children);
    const affected: WorkloadKey[] = [];
    for (const [index, after] of resolved.entries()) {
      const before = children[index];
      const { cluster, pod_uid, container, workload_kind, workload_name } =
        after;
      if (
        before.workload_kind === workload_kind &&
        before.workload_name === workload_name
      ) {
        continue;
      }
      await tx('pod_containers')
        .where({ cluster, pod_uid, container })
        .update({ workload_kind, workload_name });
      affected.push(before, after);
    }
    const { rules, now } = this.#options;
    await refreshRunning(tx, affected, { rules, now: now() });
  }
}
