import { parseQuantity } from './quantities';

describe('parseQuantity', () => {
  it.each<[unknown, number | undefined]>([
    ['250m', 0.25],
    ['1', 1],
    [2, 2],
    ['128Mi', 134217728],
    ['1.5Gi', 1610612736],
    ['1e3', 1000],
    ['2k', 2000],
    ['', undefined],
    ['abc', undefined],
    [undefined, undefined],
  ])('reads %p', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });
});
