import { LokiError } from './LokiError';

/**
 * A time as Loki reads it: up to ten digits are seconds, more are nanoseconds
 * (milliseconds, too), a fraction is seconds, all else RFC 3339.
 *
 * @returns nanoseconds since 1970
 */
export function parseTime(text: string, name?: string): bigint {
  if (/^-?\d+$/.test(text)) {
    return text.length <= 10 ? BigInt(text) * 1_000_000_000n : BigInt(text);
  }
  if (/^\d+\.\d+$/.test(text)) {
    return BigInt(Math.round(Number(text) * 1000)) * 1_000_000n;
  }
  const ms = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(ms)) {
    const why = `strconv.ParseInt: parsing "${text}": invalid syntax`;
    throw new LokiError(
      name ? `could not parse '${name}' parameter: ${why}` : why,
    );
  }
  return BigInt(ms) * 1_000_000n;
}

export function toNs(time: Date): bigint {
  return BigInt(time.getTime()) * 1_000_000n;
}

/** RFC 3339 without a fraction that is zero. */
export function rfc3339(time: bigint): string {
  return new Date(Number(time / 1_000_000n))
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
}
