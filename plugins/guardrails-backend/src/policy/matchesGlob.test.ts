import { matchesGlob } from './matchesGlob';

it.each([
  ['shop-*', 'shop-prod', true],
  ['shop-*', 'shop', false],
  ['*', '', true],
  ['*-prod', 'shop-prod-prod', true],
  ['shop-????', 'shop-prod', true],
  ['shop-???', 'shop-prod', false],
  ['a.c', 'abc', false],
  ['*a*b', 'xxaxxb', true],
  ['', 'a', false],
])('matchesGlob of %s and %s is %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});
