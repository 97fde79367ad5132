import { ageOf, humanDuration } from './humanDuration';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

it.each([
  [0, '0s'],
  [-second, '0s'],
  [-2 * second, '<invalid>'],
  [83 * second, '83s'],
  [2 * minute, '2m'],
  [9 * minute + 59 * second, '9m59s'],
  [10 * minute + 5 * second, '10m'],
  [179 * minute, '179m'],
  [3 * hour, '3h'],
  [7 * hour + 59 * minute, '7h59m'],
  [47 * hour, '47h'],
  [49 * hour, '2d1h'],
  [8 * day, '8d'],
  [729 * day, '729d'],
  [731 * day, '2y1d'],
  [9 * 365 * day, '9y'],
])('shows %d ms as %s', (span, shown) => {
  expect(humanDuration(span)).toBe(shown);
});

it('does not know the age of what has no time', () => {
  expect(ageOf(undefined, new Date(0))).toBe('<unknown>');
  expect(ageOf('1970-01-01T00:00:00Z', new Date(5000))).toBe('5s');
});
