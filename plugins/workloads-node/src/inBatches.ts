/** Rows of one statement: SQLite takes 32,766 values at the most. */
export const LARGEST_BATCH = 500;

export function inBatches<T>(items: readonly T[], size = LARGEST_BATCH): T[][] {
  const batches: T[][] = [];
  for (let at = 0; at < items.length; at += size) {
    batches.push(items.slice(at, at + size));
  }
  return batches;
}
