import { worstOf } from './Answer';

describe('worstOf', () => {
  it('puts fail before unknown, and unknown before every pass', () => {
    expect(worstOf(['pass', 'unknown', 'fail'])).toBe('fail');
    expect(worstOf(['pass', 'unknown', 'pass with exception'])).toBe('unknown');
    expect(worstOf(['pass', 'pass with exception'])).toBe(
      'pass with exception',
    );
    expect(worstOf(['pass', 'pass'])).toBe('pass');
  });

  it('is no answer where nothing runs', () => {
    expect(worstOf([])).toBeUndefined();
  });
});
