/** How long a host wants to be left alone, when it refused a request for that reason. */
export function readRateLimit(
  status: number,
  headers: Headers,
  now: Date,
): { waitMs?: number } | undefined {
  const retryAfter = headers.get('retry-after');
  const exhausted = headers.get('x-ratelimit-remaining') === '0';
  // GitHub says 403 for both of its limits, and for what is forbidden for good.
  const limited =
    status === 429 || (status === 403 && (retryAfter !== null || exhausted));
  if (!limited) {
    return undefined;
  }
  if (retryAfter !== null) {
    return { waitMs: waitOf(retryAfter, now) };
  }
  const reset =
    headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset');
  return reset === null
    ? {}
    : { waitMs: Math.max(0, Number(reset) * 1000 - now.getTime()) };
}

/** `Retry-After` is a number of seconds or a date. */
function waitOf(retryAfter: string, now: Date): number | undefined {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
