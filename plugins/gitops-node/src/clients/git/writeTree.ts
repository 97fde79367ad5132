import git from 'isomorphic-git';
import fs from 'node:fs';
import { RepositoryFile } from '../../repositories/HostedRepository';

/** Writes files as Git objects, without a working copy; returns the tree's name. */
export async function writeTree(
  dir: string,
  files: readonly RepositoryFile[],
): Promise<string> {
  const folders = new Map<string, RepositoryFile[]>();
  const tree: Awaited<ReturnType<typeof git.readTree>>['tree'] = [];

  for (const file of files) {
    const slash = file.path.indexOf('/');
    if (slash === -1) {
      const oid = await git.writeBlob({ fs, dir, blob: file.content });
      const mode = file.executable ? '100755' : '100644';
      tree.push({ mode, path: file.path, oid, type: 'blob' });
    } else {
      const folder = file.path.slice(0, slash);
      const below = { ...file, path: file.path.slice(slash + 1) };
      folders.set(folder, [...(folders.get(folder) ?? []), below]);
    }
  }
  for (const [path, below] of folders) {
    const oid = await writeTree(dir, below);
    tree.push({ mode: '040000', path, oid, type: 'tree' });
  }
  return git.writeTree({ fs, dir, tree });
}
