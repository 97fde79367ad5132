import { Knex } from 'knex';
import type {
  AssignmentRules,
  CatalogComponent,
} from '../assignment/assignWorkload';
import { toAssignedColumns } from './assignedColumns';
import { fromEntityRow, toComponents } from './loadComponents';
import { EntityTableRow, inBatches, RunningTableRow } from './tables';

const page = 1000;

/** What the catalog says of components, and which of what runs is theirs. */
export class ComponentStore {
  readonly #database: Knex;
  readonly #rules: AssignmentRules;

  constructor(options: { database: Knex; rules: AssignmentRules }) {
    this.#database = options.database;
    this.#rules = options.rules;
  }

  /**
   * Makes the components these, and what runs theirs where it is.
   *
   * @returns how many rows were written
   */
  async replace(
    components: readonly CatalogComponent[],
    now: Date,
  ): Promise<number> {
    const stored = await this.#database('entities');
    const before = new Map(stored.map(row => [row.entity_ref, row]));
    const rows = components.map(toRow);
    const changed = rows.filter(row => {
      const known = before.get(row.entity_ref);
      before.delete(row.entity_ref);
      return !known || !isSame(known, row);
    });
    const gone = [...before.keys()];
    if (changed.length + gone.length > 0) {
      await this.#database.transaction(async tx => {
        for (const batch of inBatches(gone)) {
          await tx('entities').whereIn('entity_ref', batch).delete();
        }
        for (const batch of inBatches(changed)) {
          await tx('entities').insert(batch).onConflict('entity_ref').merge();
          await judgeAgain(tx, now, query =>
            query.whereIn(
              'entity_ref',
              batch.map(({ entity_ref }) => entity_ref),
            ),
          );
        }
      });
    }
    return changed.length + gone.length + (await this.reassign(now));
  }

  /**
   * Says again of everything that runs whose it is, page by page; for changed
   * components and for a changed configuration.
   *
   * @returns how many rows were written
   */
  async reassign(now: Date): Promise<number> {
    const all = (await this.#database('entities')).map(fromEntityRow);
    const components = toComponents(all);
    let after = 0;
    let written = 0;
    for (;;) {
      const rows = await this.#database('running')
        .where('id', '>', after)
        .orderBy('id')
        .limit(page);
      const moved = rows.flatMap(row => {
        const assigned = toAssignedColumns(placeOf(row), {
          rules: this.#rules,
          components,
        });
        return isSame(row, assigned) ? [] : [{ id: row.id, assigned }];
      });
      if (moved.length > 0) {
        await this.#database.transaction(async tx => {
          for (const { id, assigned } of moved) {
            await tx('running').where({ id }).update(assigned);
          }
          for (const batch of inBatches(moved)) {
            await judgeAgain(tx, now, query =>
              query.whereIn(
                'id',
                batch.map(({ id }) => id),
              ),
            );
          }
        });
        written += moved.length;
      }
      if (rows.length < page) return written;
      after = rows[rows.length - 1].id;
    }
  }
}

/** Who a verdict is about is part of what it depends on. */
async function judgeAgain(
  tx: Knex.Transaction,
  now: Date,
  select: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<void> {
  const images = select(tx('running').select('image_id')).whereNotNull(
    'image_id',
  );
  await tx('images')
    .whereIn('id', images)
    .update({ judge_at: now.toISOString() })
    .increment('judge_revision');
}

function placeOf(row: RunningTableRow) {
  return {
    cluster: row.cluster,
    namespace: row.namespace,
    workload: row.workload_name,
    kubernetesId: row.kubernetes_id ?? undefined,
  };
}

function toRow(component: CatalogComponent): EntityTableRow {
  return {
    entity_ref: component.entityRef,
    kubernetes_id: component.kubernetesId ?? null,
    owner: component.owner ?? null,
    system: component.system ?? null,
    repository: component.repository ?? null,
  };
}

function isSame<T extends object>(a: T, b: Partial<T>): boolean {
  return (Object.keys(b) as (keyof T)[]).every(key => a[key] === b[key]);
}
