import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { RepositoryFile } from '@portolan/plugin-gitops-node';
import { minimatch } from 'minimatch';
import { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';

/** The files below a folder of the workspace, by path, without `.git` and what `exclude` matches. */
export async function readWorkspaceFiles(options: {
  workspacePath: string;
  sourcePath: string;
  /** Globs relative to the folder. */
  exclude?: readonly string[];
}): Promise<RepositoryFile[]> {
  const { workspacePath, sourcePath, exclude = [] } = options;
  const root = resolveSafeChildPath(workspacePath, sourcePath);
  const files: RepositoryFile[] = [];

  async function walk(folder: string): Promise<void> {
    for (const entry of await list(join(root, folder), sourcePath)) {
      const path = posix.join(folder, entry.name);
      const isExcluded =
        path === '.git' || exclude.some(glob => matches(path, glob));
      if (!isExcluded && entry.isDirectory()) {
        await walk(path);
      } else if (!isExcluded) {
        files.push(await readEntry(join(root, path), path, entry));
      }
    }
  }
  await walk('');
  if (!files.length) {
    throw new InputError(
      `sourcePath: there is no file in "${sourcePath}" of the workspace`,
    );
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a glob matches a path; files whose name begins with a dot are files like others. */
export function matches(path: string, glob: string): boolean {
  return minimatch(path, glob, { dot: true });
}

async function list(folder: string, sourcePath: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw new InputError(
      `sourcePath: "${sourcePath}" is not a folder of the workspace; an earlier step has to make it`,
      error,
    );
  }
}

async function readEntry(
  file: string,
  path: string,
  entry: Dirent,
): Promise<RepositoryFile> {
  if (!entry.isFile()) {
    // A link could lead out of the workspace.
    throw new InputError(
      `sourcePath: "${path}" is not a plain file; links are not published`,
    );
  }
  const { mode } = await stat(file);
  return {
    path,
    content: await readFile(file),
    executable: (mode & 0o100) !== 0,
  };
}
