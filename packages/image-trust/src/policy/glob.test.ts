import { compileGlob } from './glob';

describe('compileGlob', () => {
  it.each([
    ['a/*/c', 'a/b/c', true],
    ['a/*/c', 'a//c', true],
    ['a/*/c', 'a/b/b/c', false],
    ['a/**/c', 'a/b/b/c', true],
    ['a/**', 'a', false],
    ['**', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a', 'ab', false],
    ['b', 'ab', false],
    ['a.c', 'abc', false],
    ['[ab]+(c)?', '[ab]+(c)?', true],
    ['*@x', 'a/b@x', false],
    ['a***b', 'a/x/b', true],
    ['é*', 'é😀', true],
    ['a*', 'a\nb', true],
  ])('%s against %j is %s', (pattern, text, expected) => {
    expect(compileGlob(pattern).matches(text)).toBe(expected);
  });

  it('takes what stands for a name literally', () => {
    const glob = compileGlob('${component.repository}/*', {
      'component.repository': 'https://example.com/*',
    });
    expect(glob.matches('https://example.com/*/ci')).toBe(true);
    expect(glob.matches('https://example.com/other/ci')).toBe(false);
    expect(compileGlob('${toString}').matches('${toString}')).toBe(true);
  });

  it('takes no longer for a text that was made to be slow', () => {
    const glob = compileGlob(`${'**a'.repeat(300)}b`);
    const started = process.hrtime.bigint();
    expect(glob.matches('a'.repeat(2048))).toBe(false);
    // A backtracking matcher would need longer than the universe is old.
    expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(5);
  });
});
