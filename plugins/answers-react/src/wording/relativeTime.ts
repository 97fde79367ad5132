const steps: Array<[Intl.RelativeTimeFormatUnit, number]> = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `12 min. ago`, `in 3 hr.`: how far `then` is from `now`. */
export function toRelative(then: Date, now: Date): string {
  const seconds = (then.getTime() - now.getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat('en', {
    numeric: 'auto',
    style: 'short',
  });
  const [unit, size] =
    steps.find(([, step]) => Math.abs(seconds) >= step) ?? [];
  return unit && size
    ? format.format(Math.trunc(seconds / size), unit)
    : 'just now';
}

/** The time on the clock, with its day when that was not today. */
export function toClock(then: Date, now: Date): string {
  const today = then.toDateString() === now.toDateString();
  return then.toLocaleString([], {
    ...(today ? {} : { dateStyle: 'medium' }),
    timeStyle: 'short',
  });
}
