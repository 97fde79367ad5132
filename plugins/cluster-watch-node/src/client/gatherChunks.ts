import { setImmediate as turn } from 'node:timers/promises';

/**
 * Chunks in groups: those that are there already, up to `largest` bytes, without waiting
 * for more. What came before a failure is given before the failure is thrown.
 */
export async function* gatherChunks(
  chunks: AsyncGenerator<Buffer, void, undefined>,
  largest: number,
): AsyncGenerator<Buffer[], void, undefined> {
  let next = chunks.next();
  try {
    for (;;) {
      const first = await next;
      if (first.done) return;
      const gathered = [first.value];
      let size = first.value.length;
      next = chunks.next();
      while (size < largest && (await isReady(next))) {
        const more = await next;
        if (more.done) break;
        gathered.push(more.value);
        size += more.value.length;
        next = chunks.next();
      }
      yield gathered;
    }
  } finally {
    // Not awaited: the generator ends with its pending chunk, which its owner aborts.
    next.catch(() => {});
    chunks.return().catch(() => {});
  }
}

/** Whether a result is there after one turn of the event loop; a failure is left for later. */
function isReady(pending: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    pending.then(
      () => true,
      () => false,
    ),
    turn(false),
  ]);
}
