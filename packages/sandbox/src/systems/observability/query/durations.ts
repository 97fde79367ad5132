const unitMs: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

const whole = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w|y))+$/;

/** Milliseconds of `5m`, `1h30m`; nothing when it is none. */
export function parseDuration(text: string): number | undefined {
  if (!whole.test(text)) return undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d|w|y)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * unitMs[unit],
    0,
  );
}

/** Milliseconds of a `step` or a time-out: a duration, or seconds as a number. */
export function parseStep(text: string): number | undefined {
  return /^-?\d+(?:\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : parseDuration(text);
}
