import { BareRepository } from './BareRepository';
import { Signature } from './commits';
import { GitError } from './Git';
import { RefConflictError } from './refs';

export type FileChange =
  | { path: string; mode: string; content: Buffer }
  | { path: string; mode: string; id: string }
  | { path: string; deleted: true };

export type NewCommit = {
  /** The full name of the ref that will point to it; made when missing. */
  ref: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
  /** The tree that the changes start from; the first parent's without it. */
  tree?: string;
  changes?: FileChange[];
};

/**
 * Writes blobs, trees, the commit and the ref in one `git fast-import`,
 * because a commit made with the single plumbing commands takes about ten
 * processes. fast-import moves the ref only forwards and only at its end:
 * if anything is wrong, the ref stays where it was.
 */
export async function writeCommit(
  repository: BareRepository,
  commit: NewCommit,
): Promise<string> {
  const [from, ...merged] = commit.parents;
  const parts: Array<string | Buffer> = [
    `commit ${commit.ref}\nmark :1\n`,
    `author ${signatureLine(commit.author)}\n`,
    `committer ${signatureLine(commit.committer)}\n`,
    ...data(Buffer.from(commit.message)),
    from ? `from ${from}\n` : '',
    ...merged.map(parent => `merge ${parent}\n`),
    commit.tree ? `M 040000 ${commit.tree} \n` : '',
    ...(commit.changes ?? []).flatMap(changeLines),
    'get-mark :1\n',
  ];
  try {
    const output = await repository.text(
      ['fast-import', '--quiet', '--date-format=raw'],
      { input: Buffer.concat(parts.map(part => Buffer.from(part))) },
    );
    return output.trim();
  } catch (error) {
    if (error instanceof GitError && /Not updating/.test(error.stderr)) {
      throw new RefConflictError(error.message, { cause: error });
    }
    throw error;
  }
}

function changeLines(change: FileChange): Array<string | Buffer> {
  const path = quotePath(change.path);
  if ('deleted' in change) return [`D ${path}\n`];
  if ('id' in change) return [`M ${change.mode} ${change.id} ${path}\n`];
  return [`M ${change.mode} inline ${path}\n`, ...data(change.content)];
}

function data(content: Buffer): Array<string | Buffer> {
  return [`data ${content.length}\n`, content, '\n'];
}

function signatureLine({ name, email, date }: Signature): string {
  const seconds = Math.floor(date.getTime() / 1000);
  return `${plain(name)} <${plain(email)}> ${seconds} +0000`;
}

/** git drops what would end a signature's part early; so do we, before fast-import refuses it. */
function plain(text: string): string {
  return text.replace(/[<>\n\0]/g, '').trim();
}

function quotePath(path: string): string {
  const escaped = path.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n');
  return `"${escaped}"`;
}
