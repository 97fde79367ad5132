import type {
  Projection,
  ProjectionChange,
  WatchedKind,
} from '@portolan/plugin-cluster-watch-node';
import { Knex } from 'knex';
import { inBatches } from '../inBatches';
import type { OwnerTableRow } from '../tables';
import { type OwnerRow, projectOwner } from './projectOwner';

/** Makes the rows of what some owners own name their workload anew. */
export type MoveChildren = (
  tx: Knex.Transaction,
  owners: readonly OwnerTableRow[],
) => Promise<void>;

/** What stands between a pod and its workload, in whatever order they come to be known, in the table `owners`. */
export class OwnerProjection implements Projection<OwnerRow> {
  readonly revision = 1;
  readonly project = projectOwner;
  readonly kind: WatchedKind;
  readonly #ownerKind: string;
  readonly #moveChildren: MoveChildren;

  constructor(options: {
    kind: 'ReplicaSet' | 'Job';
    moveChildren: MoveChildren;
  }) {
    this.#ownerKind = options.kind;
    this.#moveChildren = options.moveChildren;
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
      // Children that came before their owner.
      await this.#moveChildren(tx, batch);
    }
  }
}
