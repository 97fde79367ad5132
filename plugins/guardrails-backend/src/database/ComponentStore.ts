import {
  type AssignmentRules,
  type CatalogComponent,
  EntityStore,
  type EntityTableRow,
  fromEntityRow,
  inBatches,
  isSame,
  toAssignedColumns,
  toComponents,
  workloadColumns,
} from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import './tables';

/** The catalog's components, and which workloads are theirs. */
export class ComponentStore {
  readonly #database: Knex;
  readonly #rules: AssignmentRules;
  readonly #entities: EntityStore<EntityTableRow>;

  constructor(options: { database: Knex; rules: AssignmentRules }) {
    this.#database = options.database;
    this.#rules = options.rules;
    this.#entities = new EntityStore({ database: options.database });
  }

  /** Makes the components these, and assigns what runs anew where that matters. */
  async replace(components: readonly CatalogComponent[]): Promise<void> {
    await this.#entities.replace(components.map(toRow));
    await this.#assign();
  }

  async #assign(): Promise<void> {
    const rules = this.#rules;
    const database = this.#database;
    const entities = await database('entities');
    const all = toComponents(entities.map(fromEntityRow));
    const workloads = await database('workloads');
    const changed = workloads.flatMap(row => {
      const columns = toAssignedColumns(
        {
          cluster: row.cluster,
          namespace: row.namespace,
          workload: row.workload_name,
          kubernetesId: row.kubernetes_id ?? undefined,
        },
        { rules, components: all },
      );
      return isSame(row, columns) ? [] : [{ row, columns }];
    });
    for (const batch of inBatches(changed)) {
      await database.transaction(async tx => {
        for (const { row, columns } of batch) {
          await tx('workloads')
            .where(
              Object.fromEntries(
                workloadColumns.map(column => [column, row[column]]),
              ),
            )
            .update(columns);
        }
      });
    }
  }
}

function toRow(component: CatalogComponent): EntityTableRow {
  return {
    entity_ref: component.entityRef,
    kubernetes_id: component.kubernetesId ?? null,
    owner: component.owner ?? null,
    system: component.system ?? null,
  };
}
