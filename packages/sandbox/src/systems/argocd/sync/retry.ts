import { RetryStrategy } from '../objects/Application';

const units: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of a duration such as `5s`, `1m30s` or `10` (seconds). */
function parseDuration(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  return [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * units[unit],
    0,
  );
}

/** How long to wait before the next attempt, after `retries` of them failed. */
export function retryDelayMs(retry: RetryStrategy, retries: number): number {
  const {
    duration = '5s',
    factor = 2,
    maxDuration = '3m',
  } = retry.backoff ?? {};
  return Math.min(
    parseDuration(maxDuration),
    parseDuration(duration) * factor ** retries,
  );
}

/** A time of day as Argo CD writes it into messages: `2:14AM`. */
export function toKitchenTime(time: Date): string {
  const hours = time.getUTCHours();
  const minutes = String(time.getUTCMinutes()).padStart(2, '0');
  return `${hours % 12 || 12}:${minutes}${hours < 12 ? 'AM' : 'PM'}`;
}

/** How long self-heal holds back after `attempts` in a row, so that two controllers that fight do not burn the cluster. */
export function selfHealDelayMs(attempts: number): number {
  return attempts === 0 ? 0 : Math.min(300_000, 2000 * 3 ** (attempts - 1));
}
