import { ContentsEntry } from '../api/format/contents';
import { BareRepository } from '../git/BareRepository';
import { Commit, readCommit } from '../git/commits';
import { lastCommitOf, lastCommitsIn } from '../git/lastChanges';
import { findEntry, readTree, TreeEntryAtPath } from '../git/trees';

/** One file, with its content; or a directory's entries, without. */
export async function readContents(
  git: BareRepository,
  commit: Commit,
  path: string,
): Promise<ContentsEntry | ContentsEntry[] | undefined> {
  const entry = await findEntry(git, commit.tree, path);
  if (!entry) return undefined;
  return entry.type === 'tree'
    ? readDirectory(git, commit, entry)
    : readFile(git, entry, await lastCommit(git, commit, path));
}

export async function readFile(
  git: BareRepository,
  entry: TreeEntryAtPath,
  lastChange: Commit,
): Promise<ContentsEntry> {
  const blob = await git.read(entry.id);
  return {
    entry,
    size: blob?.size ?? 0,
    content: blob?.content,
    lastCommit: lastChange,
  };
}

export async function lastCommit(
  git: BareRepository,
  from: Commit,
  path: string,
): Promise<Commit> {
  const id = await lastCommitOf(git, from.id, path);
  return (await readCommit(git, id)) ?? from;
}

async function readDirectory(
  git: BareRepository,
  commit: Commit,
  directory: TreeEntryAtPath,
): Promise<ContentsEntry[]> {
  const [entries, lastCommits] = await Promise.all([
    readTree(git, directory.id),
    lastCommitsIn(git, commit.id, directory.path),
  ]);
  const prefix = directory.path ? `${directory.path}/` : '';
  return Promise.all(
    entries.map(async entry => {
      const id = lastCommits.get(entry.name) ?? commit.id;
      const [size, lastChange] = await Promise.all([
        sizeOf(git, entry.type, entry.id),
        readCommit(git, id),
      ]);
      return {
        entry: { ...entry, path: `${prefix}${entry.name}` },
        size,
        lastCommit: lastChange ?? commit,
      };
    }),
  );
}

export async function sizeOf(
  git: BareRepository,
  type: TreeEntryAtPath['type'],
  id: string,
): Promise<number> {
  return type === 'blob' ? (await git.describe(id))?.size ?? 0 : 0;
}
