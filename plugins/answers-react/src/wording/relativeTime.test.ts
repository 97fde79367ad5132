import { toClock, toRelative } from './relativeTime';

const now = new Date('2026-11-24T14:02:00');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('toRelative', () => {
  it.each([
    [0, 'just now'],
    [59, 'just now'],
    [12 * 60, '12 min. ago'],
    [3 * 3600 + 59 * 60, '3 hr. ago'],
    [24 * 3600, 'yesterday'],
    [6 * 86_400, '6 days ago'],
    // Another clock is an hour ahead.
    [-3600, 'in 1 hr.'],
  ])('%d seconds before: %s', (seconds, words) => {
    expect(toRelative(before(seconds), now)).toBe(words);
  });
});

describe('toClock', () => {
  it('names the day only when it was not today', () => {
    expect(toClock(before(60), now)).not.toContain('2026');
    expect(toClock(before(86_400), now)).toContain('2026');
  });
});
