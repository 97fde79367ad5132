import { isUtf8 } from 'node:buffer';
import { FileChange } from '../../change/ProposedFile';
import { Author } from '../../repositories/HostedRepository';
import { HostHttp } from '../http/HostHttp';
import { gitCommitSchema, objectSchema } from './schema';

/**
 * Writes a commit that no branch names yet. Objects have their content for a name,
 * so each step may be repeated.
 */
export async function writeGitHubCommit(options: {
  http: HostHttp;
  /** Of the repository. */
  path: readonly string[];
  parent: string;
  changes: readonly FileChange[];
  message: string;
  author?: Author;
}): Promise<string> {
  const { http, path, parent, changes, message, author } = options;
  const write = async (kind: string, body: unknown) => {
    const answer = await http.request({
      method: 'POST',
      path: [...path, 'git', kind],
      body,
      idempotent: true,
    });
    return answer.read(objectSchema).sha;
  };

  const commit = await http.request({
    method: 'GET',
    path: [...path, 'git', 'commits', parent],
  });
  const baseTree = commit.read(gitCommitSchema).tree.sha;
  const entries = [];
  for (const change of changes) {
    entries.push({
      path: change.path,
      mode:
        change.operation !== 'create' && change.replaces.executable
          ? '100755'
          : '100644',
      type: 'blob',
      ...(await contentOf(change, write)),
    });
  }
  const tree = await write('trees', { base_tree: baseTree, tree: entries });
  return write('commits', { message, tree, parents: [parent], author });
}

/** A tree takes text as it is; other bytes need a blob first, and `sha: null` deletes. */
async function contentOf(
  change: FileChange,
  write: (kind: string, body: unknown) => Promise<string>,
): Promise<{ content: string } | { sha: string | null }> {
  if (change.operation === 'delete') return { sha: null };
  if (isUtf8(change.content)) return { content: change.content.toString() };
  const content = change.content.toString('base64');
  return { sha: await write('blobs', { content, encoding: 'base64' }) };
}
