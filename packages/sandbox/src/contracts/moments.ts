const quarterMs = 15 * 60 * 1000;
const atLeastMs = 20 * 60 * 1000;

/** A recording's zero: the last whole quarter of an hour that is at least 20 minutes ago. */
export function wholeQuarterBefore(now: Date): Date {
  const latest = now.getTime() - atLeastMs;
  return new Date(latest - (latest % quarterMs));
}

/** What `ns:10`, `ms:-60`, `=s:140.5` or `rfc3339:0` stands for; nothing for any other name. */
export function momentText(name: string, zero: Date): string | undefined {
  const found = /^=?(ns|ms|s|rfc3339):(-?\d+)(?:\.(\d{1,9}))?$/.exec(name);
  if (!found) return undefined;
  const [, unit, seconds, fraction = ''] = found;
  const sign = seconds.startsWith('-') ? -1n : 1n;
  const nanoseconds =
    BigInt(zero.getTime()) * 1_000_000n +
    BigInt(seconds) * 1_000_000_000n +
    sign * BigInt(fraction.padEnd(9, '0'));
  switch (unit) {
    case 'ns':
      return String(nanoseconds);
    case 'ms':
      return String(Number(nanoseconds / 1000n) / 1000);
    case 's':
      return String(Number(nanoseconds / 1_000_000n) / 1000);
    default:
      return new Date(Number(nanoseconds / 1_000_000n))
        .toISOString()
        .replace('.000Z', 'Z');
  }
}
