const pollMs = 50;
const patienceMs = 20_000;

/** Reads again and again until the value is as wanted; fails with the last one when that takes too long. */
export async function eventually<T>(
  read: () => Promise<T>,
  isWanted: (value: T) => boolean,
): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const value = await read();
    if (isWanted(value)) return value;
    if (Date.now() > until) {
      throw new Error(`still not as wanted: ${JSON.stringify(value)}`);
    }
    await new Promise(resolve => setTimeout(resolve, pollMs));
  }
}
