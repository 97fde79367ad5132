import { Knex } from 'knex';
import { fromCursor, toCursor } from '@portolan/plugin-workloads-node';

export type OrderColumn = {
  column: string;
  order: 'asc' | 'desc';
  /** What counts where the column has no value; of one that always has a value, nothing. */
  absent?: number;
};

/**
 * A page of a query in an order whose last column tells all rows apart, and the
 * cursor of the next page. The cost of a page does not grow with its number.
 */
export async function readPage<Row extends {}>(
  query: Knex.QueryBuilder,
  options: {
    order: readonly OrderColumn[];
    limit: number;
    cursor?: string;
  },
): Promise<{ rows: Row[]; next?: string }> {
  const { order, limit, cursor } = options;
  for (const { column, order: direction, absent } of order) {
    if (absent === undefined) query.orderBy(column, direction);
    else query.orderByRaw(`coalesce(??, ${absent}) ${direction}`, [column]);
  }
  if (cursor) whereAfter(query, order, fromCursor(cursor, order.length));
  const found: Row[] = await query.limit(limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1) as Record<string, string | number> | undefined;
  return {
    rows,
    ...(found.length > limit && last
      ? {
          next: toCursor(
            order.map(({ column, absent }) => last[column] ?? absent ?? null),
          ),
        }
      : {}),
  };
}

/** Behind a row: behind it by the first column, or like it there and behind it by the others. */
function whereAfter(
  query: Knex.QueryBuilder,
  order: readonly OrderColumn[],
  values: readonly (string | number | null)[],
): void {
  const [{ column, order: direction, absent }, ...others] = order;
  const [value, ...otherValues] = values;
  const expression = absent === undefined ? '??' : `coalesce(??, ${absent})`;
  query.where(after => {
    after.whereRaw(`${expression} ${direction === 'asc' ? '>' : '<'} ?`, [
      column,
      value,
    ]);
    if (others.length === 0) return;
    after.orWhere(like => {
      like.whereRaw(`${expression} = ?`, [column, value]);
      whereAfter(like, others, otherValues);
    });
  });
}
