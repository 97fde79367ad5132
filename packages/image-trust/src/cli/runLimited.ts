/**
 * Runs a task for each item, several at a time, but only a few of those that
 * share a key: so that one registry is not hammered because it holds most of
 * the images. Items of other registries do not wait behind it.
 *
 * @returns the results in the order of the items
 * @throws whatever a task throws first; no further task is started then
 */
export async function runLimited<Item, Result>(
  items: readonly Item[],
  task: (item: Item) => Promise<Result>,
  options: {
    key: (item: Item) => string;
    /** Tasks at a time. */
    total: number;
    /** Tasks at a time with the same key. */
    perKey: number;
  },
): Promise<Result[]> {
  const { key, total, perKey } = options;
  const queues = new Map<string, number[]>();
  items.forEach((item, index) => {
    const queue = queues.get(key(item)) ?? [];
    queue.push(index);
    queues.set(key(item), queue);
  });
  const results = new Array<Result>(items.length);
  const running = new Map<string, number>();

  /** Takes turns between the keys that may have another. */
  const takeNext = (): { name: string; index: number } | undefined => {
    for (const [name, queue] of queues) {
      if ((running.get(name) ?? 0) >= perKey) continue;
      const index = queue.shift();
      queues.delete(name);
      if (queue.length > 0) queues.set(name, queue);
      if (index !== undefined) return { name, index };
    }
    return undefined;
  };

  await new Promise<void>((resolve, reject) => {
    let active = 0;
    let failed = false;
    const startMore = () => {
      while (!failed && active < total) {
        const next = takeNext();
        if (!next) break;
        const { name, index } = next;
        active += 1;
        running.set(name, (running.get(name) ?? 0) + 1);
        task(items[index])
          .then(result => {
            results[index] = result;
            active -= 1;
            running.set(name, (running.get(name) ?? 1) - 1);
            startMore();
          })
          .catch(error => {
            failed = true;
            reject(error);
          });
      }
      if (active === 0 && queues.size === 0) resolve();
    };
    startMore();
  });
  return results;
}
