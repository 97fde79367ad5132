/** More would fill the browser's memory; who needs all of them asks the API. */
const mostRows = 20_000;
const pageLength = 500;

/** All rows, page by page, from the first on. */
export async function listAllPages<T>(
  listPage: (paging: {
    cursor: string | undefined;
    limit: number;
  }) => Promise<{ items: readonly T[]; total: number; cursor?: string }>,
): Promise<{ items: T[]; total: number }> {
  const items: T[] = [];
  let total = 0;
  let cursor: string | undefined;
  do {
    const page = await listPage({ cursor, limit: pageLength });
    items.push(...page.items);
    ({ total, cursor } = page);
  } while (cursor !== undefined && items.length < mostRows);
  return { items, total };
}
