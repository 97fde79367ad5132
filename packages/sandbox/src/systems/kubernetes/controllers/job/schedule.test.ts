import { latestTime, nextTime, parseSchedule } from './schedule';

function next(text: string, after: string): string | undefined {
  const schedule = parseSchedule(text);
  if (!schedule) throw new Error(`${text} is no schedule`);
  return nextTime(schedule, new Date(after))?.toISOString();
}

describe('schedules', () => {
  it.each([
    ['*/15 * * * *', '2026-03-01T10:07:30Z', '2026-03-01T10:15:00.000Z'],
    ['0 3 * * *', '2026-03-01T03:00:00Z', '2026-03-02T03:00:00.000Z'],
    ['30 6 * * mon-fri', '2026-02-28T00:00:00Z', '2026-03-02T06:30:00.000Z'],
    ['0 0 29 2 *', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0 12 13 * 5', '2026-03-01T00:00:00Z', '2026-03-06T12:00:00.000Z'],
    ['0 0 * * 7', '2026-03-02T00:00:00Z', '2026-03-08T00:00:00.000Z'],
    ['5,10-12 8 * jun *', '2026-06-01T08:10:00Z', '2026-06-01T08:11:00.000Z'],
    ['@monthly', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00.000Z'],
  ])('%s fires after %s at %s', (text, after, expected) => {
    expect(next(text, after)).toBe(expected);
  });

  it('know the last time that was missed', () => {
    const hourly = parseSchedule('@hourly');
    expect(
      hourly &&
        latestTime(
          hourly,
          new Date('2026-03-01T10:00:00Z'),
          new Date('2026-03-01T13:20:00Z'),
        )?.toISOString(),
    ).toBe('2026-03-01T13:00:00.000Z');
  });

  it('that never fire have no next time', () => {
    expect(next('0 0 31 feb *', '2026-03-01T00:00:00Z')).toBeUndefined();
  });

  it.each([
    '',
    '* * * *',
    '60 * * * *',
    '* * 0 * *',
    'a * * * *',
    '5-1 * * * *',
  ])('are not: %s', text => {
    expect(parseSchedule(text)).toBeUndefined();
  });
});
