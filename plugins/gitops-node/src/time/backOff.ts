/** Milliseconds to wait before attempt `attempt` (1 is the first repetition), doubling up to `maximum`. */
export function backOff(
  attempt: number,
  options: { initial: number; maximum: number },
): number {
  return Math.min(options.initial * 2 ** (attempt - 1), options.maximum);
}
