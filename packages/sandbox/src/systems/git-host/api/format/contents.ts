import { GitHostContext } from '../../GitHostContext';
import { Commit } from '../../git/commits';
import { ResolvedRef } from '../../git/refs';
import { TreeEntryAtPath } from '../../git/trees';
import { RepositoryRecord } from '../../state/records';
import { urlsOf } from './commits';
import { formatTime } from './times';

export type ContentsEntry = {
  entry: TreeEntryAtPath;
  size: number;
  /** Left out in a directory's list. */
  content?: Buffer;
  lastCommit: Commit;
};

/** Path segments encoded one by one: slashes stay. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** How web addresses call a ref: `branch/main`. */
export function refPath({ kind, name }: ResolvedRef): string {
  return `${kind}/${encodePath(name)}`;
}

/** A file or an entry of a directory, as the contents routes answer it. */
export function formatContents(
  context: GitHostContext,
  repository: RepositoryRecord,
  ref: ResolvedRef,
  { entry, size, content, lastCommit }: ContentsEntry,
): object {
  const { web, api } = urlsOf(context, repository);
  const path = encodePath(entry.path);
  const url = `${api}/contents/${path}?ref=${encodeURIComponent(ref.name)}`;
  const htmlUrl = `${web}/src/${refPath(ref)}/${path}`;
  const type = typeOf(entry);
  const kind = entry.type === 'tree' ? 'trees' : 'blobs';
  const gitUrl = `${api}/git/${kind}/${entry.id}`;
  return {
    name: entry.name,
    path: entry.path,
    sha: entry.id,
    last_commit_sha: lastCommit.id,
    last_committer_date: formatTime(lastCommit.committer.date),
    last_author_date: formatTime(lastCommit.author.date),
    type,
    size,
    encoding: content && type === 'file' ? 'base64' : null,
    content: content && type === 'file' ? content.toString('base64') : null,
    target: content && type === 'symlink' ? content.toString() : null,
    url,
    html_url: htmlUrl,
    git_url: gitUrl,
    download_url:
      entry.type === 'blob' ? `${web}/raw/${refPath(ref)}/${path}` : null,
    submodule_git_url: null,
    _links: { self: url, git: gitUrl, html: htmlUrl },
  };
}

function typeOf({ type, mode }: TreeEntryAtPath): string {
  if (type === 'tree') return 'dir';
  if (type === 'commit') return 'submodule';
  return mode === '120000' ? 'symlink' : 'file';
}
