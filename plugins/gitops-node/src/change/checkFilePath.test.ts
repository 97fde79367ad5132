import { checkFilePath } from './checkFilePath';

describe('checkFilePath', () => {
  it.each([
    'a',
    'tenants/booking/quote-api/project.yaml',
    '.github/workflows/ci.yaml',
    '.gitignore',
    'a b/ü.txt',
    '..a/b..',
  ])('lets %j pass', path => {
    expect(checkFilePath(path, 'files[0].path')).toBe(path);
  });

  it.each([
    ['', 'is empty'],
    ['/etc/passwd', 'is absolute'],
    ['C:/x', 'is absolute'],
    ['..', 'segment'],
    ['../x', 'segment'],
    ['a/../../x', 'segment'],
    ['a/./b', 'segment'],
    ['a//b', 'segment'],
    ['a/', 'segment'],
    ['a\\..\\b', 'backslash'],
    ['a\nb', 'control character'],
    ['a\0b', 'control character'],
    ['.git/config', '".git"'],
    ['sub/.GIT/hooks/pre-commit', '".git"'],
    ['.git./config', '".git"'],
    ['git~1/config', '".git"'],
  ])('refuses %j and names the field', (path, why) => {
    expect(() => checkFilePath(path, 'files[3].path')).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining('files[3].path: '),
      }),
    );
    expect(() => checkFilePath(path, 'files[3].path')).toThrow(why);
  });
});
