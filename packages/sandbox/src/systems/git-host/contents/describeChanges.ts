import { formatFileCommit, unverified } from '../api/format/commits';
import { formatContents } from '../api/format/contents';
import { ResolvedRef } from '../git/refs';
import { findEntry } from '../git/trees';
import { GitHostContext, gitOf } from '../GitHostContext';
import { RepositoryRecord } from '../state/records';
import { ChangedFiles } from './changeFiles';
import { lastCommit, readFile } from './readContents';

/** The files as they are after a write; `null` for a deleted one. */
export async function describeFiles(
  context: GitHostContext,
  repository: RepositoryRecord,
  { branch, commit, planned }: ChangedFiles,
): Promise<Array<object | null>> {
  const git = gitOf(context, repository);
  const ref: ResolvedRef = { kind: 'branch', name: branch, commit: commit.id };
  return Promise.all(
    planned.results.map(async path => {
      const entry = path && (await findEntry(git, commit.tree, path));
      if (!entry) return null;
      // A file that was written with the content that it had keeps its last commit.
      const changedBy = planned.touched.has(entry.path)
        ? commit
        : await lastCommit(git, commit, entry.path);
      const file = await readFile(git, entry, changedBy);
      return formatContents(context, repository, ref, file);
    }),
  );
}

export function describeCommit(
  context: GitHostContext,
  repository: RepositoryRecord,
  { commit }: ChangedFiles,
): object {
  return {
    commit: formatFileCommit(context, repository, commit),
    verification: unverified,
  };
}
