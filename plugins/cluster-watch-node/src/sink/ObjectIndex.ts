import { Knex } from 'knex';
import { StoredObject } from './planChanges';
import { OBJECTS, ObjectRow } from './tables';

/** Rows that are read or written with one statement. */
export const CHUNK = 200;

/** Keys after `after`, up to and including `to`; either may be open. */
export interface KeyRange {
  after?: string;
  to?: string;
}

/** What is stored of the objects of a target. */
export class ObjectIndex {
  readonly #database: Knex;

  /** `database` may be a transaction. */
  constructor(database: Knex) {
    this.#database = database;
  }

  async find(
    targetId: number,
    keys: readonly string[],
  ): Promise<Map<string, StoredObject>> {
    const found = new Map<string, StoredObject>();
    for (let start = 0; start < keys.length; start += CHUNK) {
      const rows = await this.#rows(targetId).whereIn(
        'key',
        keys.slice(start, start + CHUNK),
      );
      rows.forEach(row => found.set(row.key, toStored(row)));
    }
    return found;
  }

  /** The first rows of a range in the order of their keys, at most `limit`. */
  async readRange(
    targetId: number,
    range: KeyRange,
    limit: number,
  ): Promise<StoredObject[]> {
    const rows = this.#rows(targetId).orderBy('key').limit(limit);
    if (range.after !== undefined) rows.where('key', '>', range.after);
    if (range.to !== undefined) rows.where('key', '<=', range.to);
    return (await rows).map(toStored);
  }

  async put(targetId: number, objects: readonly StoredObject[]): Promise<void> {
    for (let start = 0; start < objects.length; start += CHUNK) {
      await this.#database<ObjectRow>(OBJECTS)
        .insert(
          objects.slice(start, start + CHUNK).map(object => ({
            target_id: targetId,
            ...object,
            rejection: object.rejection ?? null,
          })),
        )
        .onConflict(['target_id', 'key'])
        .merge();
    }
  }

  async remove(targetId: number, keys: readonly string[]): Promise<void> {
    for (let start = 0; start < keys.length; start += CHUNK) {
      await this.#database<ObjectRow>(OBJECTS)
        .where({ target_id: targetId })
        .whereIn('key', keys.slice(start, start + CHUNK))
        .delete();
    }
  }

  #rows(targetId: number) {
    return this.#database<ObjectRow>(OBJECTS)
      .where({ target_id: targetId })
      .select('key', 'uid', 'hash', 'rejection');
  }
}

function toStored(
  row: Pick<ObjectRow, 'key' | 'uid' | 'hash' | 'rejection'>,
): StoredObject {
  const { key, uid, hash, rejection } = row;
  return { key, uid, hash, ...(rejection !== null && { rejection }) };
}
