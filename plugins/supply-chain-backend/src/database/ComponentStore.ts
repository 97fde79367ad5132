import { Knex } from 'knex';
import {
  type AssignmentRules,
  EntityStore,
  fromEntityRow,
  inBatches,
  isSame,
  toAssignedColumns,
  toComponents,
} from '@portolan/plugin-workloads-node';
import type { SourcedComponent } from '../tasks/toComponent';
import { RunningTableRow, SourcedEntityTableRow } from './tables';

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
    components: readonly SourcedComponent[],
    now: Date,
  ): Promise<number> {
    const entities = new EntityStore<SourcedEntityTableRow>({
      database: this.#database,
      onChanged: (tx, entityRefs) =>
        judgeAgain(tx, now, query => query.whereIn('entity_ref', entityRefs)),
    });
    const written = await entities.replace(components.map(toRow));
    return written + (await this.reassign(now));
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

function toRow(component: SourcedComponent): SourcedEntityTableRow {
  return {
    entity_ref: component.entityRef,
    kubernetes_id: component.kubernetesId ?? null,
    owner: component.owner ?? null,
    system: component.system ?? null,
    repository: component.repository ?? null,
  };
}
