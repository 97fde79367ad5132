import { BareRepository } from './BareRepository';
import { listCommitIds } from './commits';

/** Stands before a commit's id, so that no file's name is taken for one. */
const marker = '\u0001';

/** The newest commit at or before `from` that touched a path. */
export async function lastCommitOf(
  repository: BareRepository,
  from: string,
  path: string,
): Promise<string> {
  const [id] = await listCommitIds(repository, { from, path, limit: 1 });
  return id ?? from;
}

/** The same for every entry of a directory, in one walk through the history. */
export async function lastCommitsIn(
  repository: BareRepository,
  from: string,
  directory: string,
): Promise<Map<string, string>> {
  const prefix = directory ? `${directory}/` : '';
  const { stdout } = await repository.run([
    'log',
    '-z',
    `--format=${marker}%H`,
    '--name-only',
    '--no-renames',
    '--end-of-options',
    from,
    '--',
    ...(directory ? [`:(literal)${directory}`] : []),
  ]);
  const found = new Map<string, string>();
  let commit = '';
  for (const field of stdout.toString().split('\0')) {
    const text = field.replace(/^\n/, '');
    if (text.startsWith(marker)) {
      commit = text.slice(marker.length);
    } else if (text.startsWith(prefix)) {
      const name = text.slice(prefix.length).split('/', 1)[0];
      if (name && !found.has(name)) found.set(name, commit);
    }
  }
  return found;
}
