/** The minutes at which a cron schedule fires. */
export interface Schedule {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  days: ReadonlySet<number>;
  months: ReadonlySet<number>;
  weekdays: ReadonlySet<number>;
  /** With both a day and a weekday given, either one is enough. */
  eitherDay: boolean;
}

const MACROS: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Long enough for 29 February. */
const SEARCH_DAYS = 8 * 366;

/** Reads five cron fields or a macro; `undefined` when it is neither. */
export function parseSchedule(text: string): Schedule | undefined {
  const fields = (MACROS[text.trim()] ?? text)
    .trim()
    .toLowerCase()
    .split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minute, hour, day, month, weekday] = fields;
  const minutes = parseField(minute, { low: 0, high: 59 });
  const hours = parseField(hour, { low: 0, high: 23 });
  const days = parseField(day, { low: 1, high: 31 });
  const months = parseField(month, { low: 1, high: 12, names: MONTHS });
  const weekdays = parseField(weekday, { low: 0, high: 7, names: WEEKDAYS });
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  if (weekdays.has(7)) weekdays.add(0);
  const isOpen = (field: string) => field.startsWith('*') || field === '?';
  return {
    minutes,
    hours,
    days,
    months,
    weekdays,
    eitherDay: !isOpen(day) && !isOpen(weekday),
  };
}

interface FieldRange {
  low: number;
  high: number;
  names?: readonly string[];
}

function parseField(text: string, range: FieldRange): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\*|\?|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/.exec(part);
    if (!match) return undefined;
    const [, first, last, step] = match;
    const isOpen = first === '*' || first === '?';
    const low = isOpen ? range.low : toNumber(first, range);
    const lastText = last ?? (isOpen || step ? undefined : first);
    const high =
      lastText === undefined ? range.high : toNumber(lastText, range);
    const by = Number(step ?? 1);
    const fits =
      low >= range.low && high <= range.high && low <= high && by > 0;
    if (!fits) return undefined;
    for (let value = low; value <= high; value += by) values.add(value);
  }
  return values;
}

function toNumber(text: string, { low, names }: FieldRange): number {
  const at = names?.indexOf(text) ?? -1;
  return at >= 0 ? at + low : Number(text);
}

/** The first time after `after` at which the schedule fires, in UTC. */
export function nextTime(schedule: Schedule, after: Date): Date | undefined {
  let time = Math.floor(after.getTime() / MINUTE_MS + 1) * MINUTE_MS;
  const end = time + SEARCH_DAYS * DAY_MS;
  while (time < end) {
    const date = new Date(time);
    if (!firesOn(schedule, date)) {
      time = Math.floor(time / DAY_MS + 1) * DAY_MS;
    } else if (
      schedule.hours.has(date.getUTCHours()) &&
      schedule.minutes.has(date.getUTCMinutes())
    ) {
      return date;
    } else {
      time += MINUTE_MS;
    }
  }
  return undefined;
}

function firesOn(schedule: Schedule, date: Date): boolean {
  if (!schedule.months.has(date.getUTCMonth() + 1)) return false;
  const day = schedule.days.has(date.getUTCDate());
  const weekday = schedule.weekdays.has(date.getUTCDay());
  return schedule.eitherDay ? day || weekday : day && weekday;
}

/** The latest time in (after, until] at which it fires. */
export function latestTime(
  schedule: Schedule,
  after: Date,
  until: Date,
): Date | undefined {
  let latest: Date | undefined;
  let next = nextTime(schedule, after);
  while (next && next <= until) {
    latest = next;
    next = nextTime(schedule, next);
  }
  return latest;
}
