/** Runs it again and again, never twice at once; the returned function waits for the last run. */
export function runEvery(
  intervalMs: number,
  run: () => Promise<void>,
): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let running = Promise.resolve();
  const wait = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = run().then(wait);
    }, intervalMs);
  };
  wait();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
