import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { WorkspaceFiles } from '../stages/Workspace';

const nonRoot = 65532;

/** A layer's tar with these files below `root`: sorted, one owner, one time, so that equal content has equal bytes. */
export async function packLayer(
  files: WorkspaceFiles,
  options: { root: string; mtime: Date },
): Promise<Buffer> {
  const { root, mtime } = options;
  const tar = pack();
  const bytes = buffer(tar);
  const owner = { uid: nonRoot, gid: nonRoot, mtime };
  const paths = [...files.keys()].sort();
  for (const name of directoriesOf(paths.map(path => `${root}/${path}`))) {
    tar.entry({ ...owner, name, type: 'directory', mode: 0o755 });
  }
  for (const path of paths) {
    const { content, executable, link } = files.get(path)!;
    const name = `${root}/${path}`;
    if (link !== undefined) {
      tar.entry({
        ...owner,
        name,
        type: 'symlink',
        mode: 0o777,
        linkname: link,
      });
    } else {
      tar.entry({ ...owner, name, mode: executable ? 0o755 : 0o644 }, content);
    }
  }
  tar.finalize();
  return bytes;
}

function directoriesOf(paths: string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_, index) =>
      found.add(`${parts.slice(0, index + 1).join('/')}/`),
    );
  }
  return [...found].sort();
}
