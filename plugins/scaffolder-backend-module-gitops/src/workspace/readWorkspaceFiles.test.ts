import { createMockDirectory } from '@backstage/backend-test-utils';
import { chmod, symlink } from 'node:fs/promises';
import { readWorkspaceFiles } from './readWorkspaceFiles';

describe('readWorkspaceFiles', () => {
  const workspace = createMockDirectory();
  const read = (sourcePath = '.', exclude?: string[]) =>
    readWorkspaceFiles({
      workspacePath: workspace.path,
      sourcePath,
      exclude,
    });

  beforeEach(() => {
    workspace.setContent({
      '.git': { HEAD: 'ref' },
      '.gitea': { 'ci.yaml': 'on: push' },
      '.gitignore': 'dist',
      scripts: { build: '#!/bin/sh' },
      gitops: { '.keep': '', 'project.yaml': 'kind: AppProject' },
      'logo.png': Buffer.from([0xff, 0]),
    });
  });

  it('reads every file with its bytes and mode, but not .git', async () => {
    await chmod(workspace.resolve('scripts/build'), 0o755);
    const files = await read();
    expect(files.map(({ path, executable }) => [path, executable])).toEqual([
      ['.gitea/ci.yaml', false],
      ['.gitignore', false],
      ['gitops/.keep', false],
      ['gitops/project.yaml', false],
      ['logo.png', false],
      ['scripts/build', true],
    ]);
    expect(files[4].content).toEqual(Buffer.from([0xff, 0]));
  });

  it('leaves out what is excluded, files that begin with a dot too', async () => {
    const paths = (await read('.', ['gitops/**', '*.png'])).map(f => f.path);
    expect(paths).toEqual(['.gitea/ci.yaml', '.gitignore', 'scripts/build']);
  });

  it('names files relative to the folder', async () => {
    const paths = (await read('gitops')).map(file => file.path);
    expect(paths).toEqual(['.keep', 'project.yaml']);
  });

  it.each([
    ['nowhere', '"nowhere" is not a folder of the workspace'],
    ['logo.png', '"logo.png" is not a folder of the workspace'],
    ['../elsewhere', 'Relative path is not allowed'],
  ])('refuses %s', async (sourcePath, message) => {
    await expect(read(sourcePath)).rejects.toThrow(message);
  });

  it('refuses an empty folder', async () => {
    await expect(read('gitops', ['**'])).rejects.toThrow(
      'sourcePath: there is no file in "gitops"',
    );
  });

  it('refuses links, which could lead out of the workspace', async () => {
    await symlink('/etc/passwd', workspace.resolve('gitops/link'));
    await expect(read('gitops')).rejects.toThrow(
      'sourcePath: "link" is not a plain file',
    );
  });
});
