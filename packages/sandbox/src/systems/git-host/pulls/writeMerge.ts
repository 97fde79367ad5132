import { BareRepository } from '../git/BareRepository';
import { Commit, Identity, mergeBaseOf, Signature } from '../git/commits';
import { mergeTrees } from '../git/mergeTrees';
import { branchRef } from '../git/names';
import { updateRefs } from '../git/refs';
import { writeCommit } from '../git/writeCommit';
import { MergeStyle } from '../state/records';
import { withRebasedHead } from './rebase';

export type MergeOrder = {
  style: MergeStyle;
  baseBranch: string;
  base: Commit;
  head: Commit;
  message: string;
  /** Who merges. */
  committer: Signature;
  /** Who opened the pull request: a squashed commit is theirs. */
  author: Identity;
};

/** Brings the head's changes to the base branch; nothing when that is not possible. Returns the branch's new tip. */
export async function writeMerge(
  git: BareRepository,
  order: MergeOrder,
): Promise<string | undefined> {
  switch (order.style) {
    case 'merge':
      return writeMergeCommit(git, order, order.head.id);
    case 'squash':
      return writeSquash(git, order);
    case 'fast-forward-only':
      return fastForward(git, order, order.head.id);
    case 'rebase':
      return withRebasedHead(git, order, tip => fastForward(git, order, tip));
    case 'rebase-merge':
      return withRebasedHead(git, order, tip =>
        writeMergeCommit(git, order, tip),
      );
    default:
      throw new Error(`Unknown merge style ${order.style}`);
  }
}

async function writeMergeCommit(
  git: BareRepository,
  { baseBranch, base, committer, message }: MergeOrder,
  head: string,
): Promise<string | undefined> {
  const tree = await mergeTrees(git, base.id, head);
  return (
    tree &&
    writeCommit(git, {
      ref: branchRef(baseBranch),
      parents: [base.id, head],
      tree,
      author: committer,
      committer,
      message,
    })
  );
}

async function writeSquash(
  git: BareRepository,
  { baseBranch, base, head, author, committer, message }: MergeOrder,
): Promise<string | undefined> {
  const tree = await mergeTrees(git, base.id, head.id);
  const person = `${author.name} <${author.email}>`;
  const byAnother = author.email !== committer.email;
  const trailers = byAnother
    ? `\nCo-authored-by: ${person}\nCo-committed-by: ${person}\n`
    : '';
  return (
    tree &&
    writeCommit(git, {
      ref: branchRef(baseBranch),
      parents: [base.id],
      tree,
      author: { ...author, date: committer.date },
      committer,
      message: `${message}${trailers}`,
    })
  );
}

async function fastForward(
  git: BareRepository,
  { baseBranch, base }: MergeOrder,
  tip: string,
): Promise<string | undefined> {
  if ((await mergeBaseOf(git, base.id, tip)) !== base.id) return undefined;
  const ref = branchRef(baseBranch);
  await updateRefs(git, [{ ref, from: base.id, to: tip }]);
  return tip;
}
