import { Knex } from 'knex';

/** Which rows somebody may see. What belongs to no entity is seen by everybody who has the plugin's permission. */
export type Visibility =
  | { kind: 'all' }
  | { kind: 'entities'; entityRefs: readonly string[] };

/** Narrows a query over a table with `entity_ref` and `claimed_by` to what may be seen. */
export function whereVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
): void {
  if (visibility.kind === 'all') return;
  const { entityRefs } = visibility;
  query.where(either => {
    either
      .where(nobodys => nobodys.whereNull('entity_ref').whereNull('claimed_by'))
      .orWhere(theirs => whereRefIn(theirs, entityRefs));
  });
}

/** One value however many there are: both databases limit how many a statement takes. */
export function whereRefIn(
  query: Knex.QueryBuilder,
  entityRefs: readonly string[],
): void {
  if (String(query.client.config.client).includes('pg')) {
    query.whereRaw('entity_ref = any(?)', [[...entityRefs]]);
  } else {
    query.whereRaw('entity_ref in (select value from json_each(?))', [
      JSON.stringify(entityRefs),
    ]);
  }
}
