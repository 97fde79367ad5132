import { globMatch } from './globMatch';

describe('globMatch', () => {
  it.each<[string, string, boolean]>([
    ['*', 'any/thing', true],
    ['shop-*', 'shop-web', true],
    ['shop-*', 'other', false],
    ['a.b', 'axb', false],
    ['a?c', 'abc', true],
    ['[ab]c', 'bc', true],
    ['[!ab]c', 'bc', false],
    ['{dev,prod}.yaml', 'prod.yaml', true],
    [
      '{*/*/project.yaml,*/*/applications/*.yaml}',
      't/s/applications/dev.yaml',
      true,
    ],
    [
      '{*/*/project.yaml,*/*/applications/*.yaml}',
      't/s/namespaces/dev.yaml',
      false,
    ],
    ['{open', '{open', true],
    ['', '', true],
    ['', 'x', false],
  ])('%s of %s: %s', (pattern, value, matches) => {
    expect(globMatch(pattern, value)).toBe(matches);
  });

  it('does not cross a separator with one star', () => {
    const separator = '/';

    expect(globMatch('a/*', 'a/b', { separator })).toBe(true);
    expect(globMatch('a/*', 'a/b/c', { separator })).toBe(false);
    expect(globMatch('a/**', 'a/b/c', { separator })).toBe(true);
  });
});
