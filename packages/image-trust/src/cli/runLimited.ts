import pLimit, { Limit } from 'p-limit';

/**
 * Runs a task for each item, several at a time, but only a few of those that
 * share a key: so that one registry is not hammered because it holds most of
 * the images. Items of other registries do not wait behind it.
 *
 * @param options.total - tasks at a time
 * @param options.perKey - tasks at a time with the same key
 * @returns the results in the order of the items
 * @throws whatever a task throws first; what still waits is dropped then
 */
export async function runLimited<Item, Result>(
  items: readonly Item[],
  task: (item: Item) => Promise<Result>,
  options: { key: (item: Item) => string; total: number; perKey: number },
): Promise<Result[]> {
  const all = pLimit(options.total);
  const byKey = new Map<string, Limit>();
  const limitOf = (key: string): Limit => {
    const limit = byKey.get(key) ?? pLimit(options.perKey);
    byKey.set(key, limit);
    return limit;
  };
  const running = items.map(item =>
    // First in line of its own kind, then of all: who waits for its own kind takes no place from others.
    limitOf(options.key(item))(() => all(() => task(item))),
  );
  try {
    return await Promise.all(running);
  } catch (error) {
    for (const limit of [...byKey.values(), all]) limit.clearQueue();
    throw error;
  }
}
