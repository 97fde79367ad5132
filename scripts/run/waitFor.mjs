/**
 * Asks again until `attempt` answers something true.
 *
 * @param {() => Promise<unknown>} attempt a rejection counts as "not yet"
 * @param {{timeout: number, every?: number}} options milliseconds
 * @returns the answer, or undefined after the time-out
 */
export async function waitFor(attempt, { timeout, every = 250 }) {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await Promise.resolve()
      .then(attempt)
      .catch(() => undefined);
    if (answer) return answer;
    if (Date.now() > end) return undefined;
    await new Promise(resolve => setTimeout(resolve, every));
  }
}
