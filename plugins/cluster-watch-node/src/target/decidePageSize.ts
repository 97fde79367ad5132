/** How much of a list is meant to be in memory at once, in characters of JSON. */
const PAGE_SIZE = 8 * 1024 * 1024;
const MOST_OBJECTS = 500;

/** Objects of the first page, whose size nobody knows: 1.5 MB each at the most. */
export const FIRST_LIMIT = 25;

/**
 * How many objects to ask for, so that a page of reports of a megabyte each takes no more
 * memory than one of small objects: 1 to 500.
 */
export function decidePageSize(last: {
  limit: number;
  objects: number;
  size: number;
}): number {
  if (!last.objects) return last.limit;
  const fitting = Math.floor(PAGE_SIZE / (last.size / last.objects));
  // The next ones may be bigger than these.
  return Math.max(1, Math.min(fitting, last.limit * 8, MOST_OBJECTS));
}

/** The limit after a page that was too large to be read, or undefined when a single object is. */
export function decideSmallerPage(limit: number): number | undefined {
  return limit > 1 ? Math.floor(limit / 4) || 1 : undefined;
}
