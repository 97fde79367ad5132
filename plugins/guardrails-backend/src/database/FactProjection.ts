import type { JsonObject } from '@backstage/types';
import type {
  KubernetesObject,
  Projection,
  ProjectionChange,
  WatchedKind,
} from '@portolan/plugin-cluster-watch-node';
import { inBatches } from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import { restageResults } from './restageResults';
import type { FactTable, FactTableRow } from './tables';

type FactRow = { facts: JsonObject; text?: string };

/** One kind of objects that stages are worked out from, into its table. */
export class FactProjection implements Projection<FactRow> {
  readonly kind: WatchedKind;
  readonly revision = 1;
  readonly #table: FactTable;
  readonly #parse: (object: KubernetesObject) => object;
  readonly #toText?: (object: KubernetesObject) => string;

  constructor(options: {
    kind: WatchedKind;
    table: FactTable;
    /** Pure; throws naming the field of what makes no sense. */
    parse: (object: KubernetesObject) => object;
    /** How it is shown; not at all when not given. */
    toText?: (object: KubernetesObject) => string;
  }) {
    this.kind = options.kind;
    this.#table = options.table;
    this.#parse = options.parse;
    this.#toText = options.toText;
  }

  project(object: KubernetesObject): FactRow {
    const facts = this.#parse(object) as JsonObject;
    return this.#toText ? { facts, text: this.#toText(object) } : { facts };
  }

  async apply(
    tx: Knex.Transaction,
    { cluster, deletes, upserts }: ProjectionChange<FactRow>,
  ): Promise<void> {
    const table = this.#table;
    for (const batch of inBatches([...deletes, ...upserts])) {
      await tx(table)
        .where({ cluster })
        .whereIn(
          'uid',
          batch.map(({ uid }) => uid),
        )
        .delete();
    }
    const rows = upserts.map(
      ({ namespace = '', name, uid, row }): FactTableRow => ({
        cluster,
        uid,
        namespace,
        name,
        facts: JSON.stringify(row.facts),
        text: row.text ?? null,
      }),
    );
    for (const batch of inBatches(rows)) await tx(table).insert(batch);
    await tx('fact_revisions')
      .insert({ cluster, revision: 1 })
      .onConflict('cluster')
      .merge({ revision: tx.raw('fact_revisions.revision + 1') } as never);
    if (table === 'namespaces') {
      const namespaces = [...deletes, ...upserts].map(({ name }) => name);
      await restageResults(tx, { cluster, namespaces });
    } else if (table === 'policies' || table === 'bindings') {
      await restageResults(tx, { cluster });
    }
  }
}
