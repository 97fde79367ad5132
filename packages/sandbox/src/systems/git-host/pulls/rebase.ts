import { BareRepository } from '../git/BareRepository';
import {
  Commit,
  listCommitIds,
  mergeBaseOf,
  readCommits,
  Signature,
} from '../git/commits';
import { replayCommits } from '../git/mergeTrees';
import { updateRefs } from '../git/refs';
import { writeCommit } from '../git/writeCommit';

export type RebaseOrder = { base: Commit; head: Commit; committer: Signature };

/**
 * Makes the head's commits anew on top of the base, and hands over the new
 * tip; nothing when one of them conflicts. A head that already is on top of
 * the base stays as it is.
 */
export async function withRebasedHead<T>(
  git: BareRepository,
  { base, head, committer }: RebaseOrder,
  use: (tip: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  if ((await mergeBaseOf(git, base.id, head.id)) === base.id) {
    return use(head.id);
  }
  const ids = await listCommitIds(git, { from: head.id, without: [base.id] });
  const single = (await readCommits(git, ids.reverse())).filter(
    ({ parents }) => parents.length === 1,
  );
  const replayed = await replayCommits(
    git,
    single.map(({ id }) => id),
    base,
  );
  if (!replayed) return undefined;
  // New commits need a ref until the base branch has them.
  const ref = `refs/rebase/${head.id}`;
  await forget(git, ref);
  try {
    let tip = base.id;
    for (const { commit, tree } of replayed) {
      tip = await writeCommit(git, {
        ref,
        parents: [tip],
        tree,
        author: commit.author,
        committer,
        message: commit.message,
      });
    }
    return await use(tip);
  } finally {
    await forget(git, ref);
  }
}

async function forget(git: BareRepository, ref: string): Promise<void> {
  const left = await git.describe(ref);
  if (left) await updateRefs(git, [{ ref, from: left.id }]);
}
