import { canonicalQuantity, isQuantity, quantityNanos } from './quantity';

describe('quantities', () => {
  it.each([
    ['1000m', '1'],
    ['0.5', '500m'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['1500', '1500'],
    ['2000', '2k'],
    ['100Mi', '100Mi'],
    ['1e3', '1e3'],
    ['0', '0'],
    ['-1500m', '-1500m'],
    ['0.0000000001', '1n'],
  ])('%s is kept as %s', (given, kept) => {
    expect(canonicalQuantity(given)).toBe(kept);
  });

  it('keep their value in the canonical form', () => {
    for (const text of ['7', '250m', '64Mi', '3.75', '12e6', '1Ti']) {
      expect(quantityNanos(canonicalQuantity(text))).toBe(quantityNanos(text));
    }
  });

  it.each(['', 'big', '1 Gi', '1KiB', '--1'])('are not: %s', text => {
    expect(isQuantity(text)).toBe(false);
  });
});
