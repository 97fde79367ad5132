import { TimeRange } from './exploreUrl';

const minuteMs = 60_000;
const beforeMinutes = 10;
const afterMinutes = 30;

/** The last minutes; or, when a moment is named (a deploy), what was around it. */
export function rangeAround(
  at: Date | undefined,
  options: { minutes: number; now: Date },
): TimeRange {
  if (!at) return { from: `now-${options.minutes}m`, to: 'now' };
  const to = Math.min(
    at.getTime() + afterMinutes * minuteMs,
    options.now.getTime(),
  );
  return {
    from: String(at.getTime() - beforeMinutes * minuteMs),
    to: String(Math.max(to, at.getTime())),
  };
}
