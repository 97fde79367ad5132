import { Knex } from 'knex';
import { inBatches } from '../inBatches';
import { isSame } from '../isSame';
import type { EntityTableRow } from '../tables';

/** What the catalog says of components, in a plugin's table `entities`. */
export class EntityStore<TRow extends EntityTableRow> {
  readonly #database: Knex;
  readonly #onChanged: (
    tx: Knex.Transaction,
    entityRefs: readonly string[],
  ) => Promise<void>;

  constructor(options: {
    database: Knex;
    /** What else is written with components that are new or say something new. */
    onChanged?: (
      tx: Knex.Transaction,
      entityRefs: readonly string[],
    ) => Promise<void>;
  }) {
    this.#database = options.database;
    this.#onChanged = options.onChanged ?? (async () => {});
  }

  /**
   * Makes the components these.
   *
   * @returns how many rows were written
   */
  async replace(rows: readonly TRow[]): Promise<number> {
    const stored: EntityTableRow[] = await this.#database('entities');
    const before = new Map(stored.map(row => [row.entity_ref, row]));
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
          await tx('entities')
            .insert(batch as never)
            .onConflict('entity_ref')
            .merge();
          await this.#onChanged(
            tx,
            batch.map(({ entity_ref }) => entity_ref),
          );
        }
      });
    }
    return changed.length + gone.length;
  }
}
