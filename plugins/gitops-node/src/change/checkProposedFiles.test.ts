import { checkProposedFiles } from './checkProposedFiles';
import { ProposedFile } from './ProposedFile';

const file = (path: string): ProposedFile => ({
  path,
  mode: 'replace',
  content: '',
});

describe('checkProposedFiles', () => {
  it('lets files pass that a commit can hold together', () => {
    expect(() =>
      checkProposedFiles([file('a/b'), file('a/c'), file('a.b')]),
    ).not.toThrow();
  });

  it.each<[string, ProposedFile[], string]>([
    ['nothing', [], 'files: there is no file to propose'],
    [
      'a path outside',
      [file('ok'), { path: '../x', mode: 'delete' }],
      'files[1].path: "../x"',
    ],
    [
      'a path twice',
      [file('a'), file('a')],
      'files[1].path: "a" is there twice',
    ],
    [
      'a file below a file',
      [file('a/b/c'), file('a/b')],
      'files[0].path: "a/b/c" is below "a/b", which is a file itself',
    ],
  ])('refuses %s', (_, files, message) => {
    expect(() => checkProposedFiles(files)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });
});
