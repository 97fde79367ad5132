/** First and longest wait in milliseconds. */
const PACES = {
  /** What may be over in a moment. */
  hurry: { initial: 1_000, maximum: 60_000 },
  /** What only a person changes. */
  patience: { initial: 15_000, maximum: 300_000 },
  /** What may be there one day. */
  recheck: { initial: 45_000, maximum: 45_000 },
} as const;

/**
 * Milliseconds to wait after so many failures in a row (1 is the first): doubling, and
 * spread over half as much again, so that many watches do not come back in one moment.
 *
 * @param random - between 0 and 1
 */
export function backOff(
  pace: keyof typeof PACES,
  failures: number,
  random: number,
): number {
  const { initial, maximum } = PACES[pace];
  const doubled = Math.min(initial * 2 ** Math.min(failures - 1, 30), maximum);
  return Math.round(doubled * (0.75 + random / 2));
}
