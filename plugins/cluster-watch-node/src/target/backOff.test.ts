import { backOff } from './backOff';

describe('backOff', () => {
  it('doubles up to its longest, and is spread', () => {
    const middle = [1, 2, 3, 6, 7, 1000].map(n => backOff('hurry', n, 0.5));
    expect(middle).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000]);
    expect(backOff('hurry', 1, 0)).toBe(750);
    expect(backOff('hurry', 1, 1)).toBe(1250);
  });

  it('is back within a minute where something may have been installed', () => {
    expect(backOff('recheck', 1, 1)).toBeLessThan(60_000);
  });
});
