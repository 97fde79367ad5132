import { checkBranchName } from './checkBranchName';

describe('checkBranchName', () => {
  it.each(['main', 'portolan/create-quote-api', 'a.b', 'ü'])(
    'lets %j pass',
    name => {
      expect(checkBranchName(name, 'branch')).toBe(name);
    },
  );

  it.each([
    '',
    '@',
    '-x',
    '/x',
    'x/',
    'x.',
    'a..b',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a?b',
    'a*',
    'a[b',
    'a\\b',
    'a@{b',
    'a//b',
    '.a',
    'a/.b',
    'a.lock',
    'a.lock/b',
    'a\u0007b',
    'x'.repeat(101),
  ])('refuses %j and names the field', name => {
    expect(() => checkBranchName(name, 'branch')).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(/^branch: /),
      }),
    );
  });
});
