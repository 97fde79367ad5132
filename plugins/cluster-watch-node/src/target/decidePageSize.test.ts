import { decidePageSize, decideSmallerPage } from './decidePageSize';

const MEGABYTE = 1024 * 1024;

describe('decidePageSize', () => {
  it.each([
    ['small objects, carefully at first', 25, 25, 25_000, 200],
    ['small objects', 200, 200, 200_000, 500],
    ['objects of a megabyte', 25, 25, 25 * MEGABYTE, 8],
    ['objects larger than a page', 8, 8, 128 * MEGABYTE, 1],
    ['a page that the selector emptied', 200, 0, 100, 200],
  ])('%s', (_, limit, objects, size, expected) => {
    expect(decidePageSize({ limit, objects, size })).toBe(expected);
  });

  it('asks for less after a page that was too large, until there is no less', () => {
    expect(decideSmallerPage(25)).toBe(6);
    expect(decideSmallerPage(2)).toBe(1);
    expect(decideSmallerPage(1)).toBeUndefined();
  });
});
