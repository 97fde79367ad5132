import { toSeverity, worstSeverity } from './toSeverity';

describe('toSeverity', () => {
  it.each([
    ['CRITICAL', 'critical'],
    ['Important', 'high'],
    ['moderate', 'medium'],
    ['low', 'low'],
    ['None', 'negligible'],
    [10, 'critical'],
    ['9.0', 'critical'],
    [8.9, 'high'],
    [4, 'medium'],
    ['0.1', 'low'],
    [0, 'negligible'],
    ['', 'unknown'],
    [undefined, 'unknown'],
    [null, 'unknown'],
    ['UNKNOWN', 'unknown'],
    [11, 'unknown'],
    [-1, 'unknown'],
    ['NaN', 'unknown'],
    ['toString', 'unknown'],
    ['__proto__', 'unknown'],
  ])('%j is %s', (value, severity) => {
    expect(toSeverity(value)).toBe(severity);
  });
});

describe('worstSeverity', () => {
  it('is unknown only where none is known', () => {
    expect(worstSeverity(['low', 'critical', 'unknown'])).toBe('critical');
    expect(worstSeverity(['unknown', 'negligible'])).toBe('negligible');
    expect(worstSeverity([])).toBe('unknown');
  });
});
