import { isSameRepository, normalizeRepository } from './normalizeRepository';

const commit = '41d0be7c2f5a4e6b8d9c0a1b2c3d4e5f60718293';
const repository = 'https://github.com/acme/shop';

describe('normalizeRepository', () => {
  it.each([
    [repository, {}],
    [`${repository}/`, {}],
    [`${repository}.git`, {}],
    [`git+${repository}`, {}],
    [`spdx+git+${repository}.git`, {}],
    ['http://github.com/acme/shop', {}],
    ['https://GitHub.com/acme/shop', {}],
    ['git@github.com:acme/shop.git', {}],
    ['ssh://git@github.com/acme/shop.git', {}],
    ['ssh://git@github.com:2222/acme/shop.git', {}],
    ['git+ssh://git@github.com/acme/shop', {}],
    ['git://github.com/acme/shop.git', {}],
    ['https://user:token@github.com/acme/shop', {}],
    [`git+${repository}@refs/heads/main`, { ref: 'refs/heads/main' }],
    [`${repository}.git@refs/tags/v1`, { ref: 'refs/tags/v1' }],
    [`${repository}.git#main`, { ref: 'main' }],
    [
      `${repository}.git#refs/heads/main:sub/folder`,
      { ref: 'refs/heads/main' },
    ],
    [`${repository}@${commit}`, { commit }],
    [`${repository}.git#${commit.toUpperCase()}`, { commit }],
    [`  ${repository}  `, {}],
  ])('%j', (uri, expected) => {
    expect(normalizeRepository(uri)).toEqual({
      repository,
      ref: undefined,
      commit: undefined,
      ...expected,
    });
  });

  it('keeps the port of the web, and the depth of groups', () => {
    expect(
      normalizeRepository('http://git.example.com:3000/a/b/c.git')?.repository,
    ).toBe('https://git.example.com:3000/a/b/c');
  });

  it.each([
    '',
    'shop',
    'acme/shop',
    'pkg:docker/node@24',
    'file:///etc/passwd',
    'data:text/plain,shop',
    'https://',
    'https://github.com',
    'https://github.com//',
    'C:\\repositories\\shop',
    `https://github.com/${'a'.repeat(3000)}`,
  ])('refuses %j', uri => {
    expect(normalizeRepository(uri)).toBeUndefined();
  });

  it.each([
    [repository, 'git@github.com:Acme/Shop.git', true],
    ['https://gitlab.com/acme/shop', 'https://gitlab.com/ACME/shop', true],
    [
      'https://git.example.com/acme/shop',
      'https://git.example.com/Acme/shop',
      false,
    ],
    [repository, 'https://github.com/acme/shop-evil', false],
    [repository, 'https://github.com.evil.example/acme/shop', false],
    [repository, 'https://github.com@evil.example/acme/shop', false],
    [repository, 'https://evil.example/github.com/acme/shop', false],
    [repository, 'https://github.com/acme/shop/../other', false],
    ['nothing', 'nothing', false],
  ])('%s and %s are the same: %s', (a, b, expected) => {
    expect(isSameRepository(a, b)).toBe(expected);
    expect(isSameRepository(b, a)).toBe(expected);
  });
});
