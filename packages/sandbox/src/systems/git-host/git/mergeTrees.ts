import { BareRepository } from './BareRepository';
import { Commit, readCommits } from './commits';

/** The tree that merges two commits, or nothing when they conflict. */
export async function mergeTrees(
  repository: BareRepository,
  ours: string,
  theirs: string,
): Promise<string | undefined> {
  const { exitCode, stdout } = await repository.run(
    [
      'merge-tree',
      '--write-tree',
      '--no-messages',
      '-z',
      '--end-of-options',
      ours,
      theirs,
    ],
    { exitCodes: [0, 1] },
  );
  return exitCode === 0 ? stdout.toString('latin1', 0, 40) : undefined;
}

/**
 * The same changes on top of another commit, oldest first; nothing when one of
 * them conflicts. `ids` are commits with one parent each.
 */
export async function replayCommits(
  repository: BareRepository,
  ids: string[],
  onto: Commit,
): Promise<Array<{ commit: Commit; tree: string }> | undefined> {
  const replayed: Array<{ commit: Commit; tree: string }> = [];
  let tip = { id: onto.id, tree: onto.tree };
  for (const commit of await readCommits(repository, ids)) {
    const [before] = await readCommits(repository, commit.parents);
    const tree = await pickChange(repository, {
      before: before.tree,
      after: commit.tree,
      onto: tip.tree,
    });
    if (!tree) return undefined;
    if (tree === tip.tree) continue;
    replayed.push({ commit, tree });
    tip = { id: commit.id, tree };
  }
  return replayed;
}

/**
 * Applies the difference between two trees to a third. Git 2.39 merges commits
 * only, and finds their base itself: so three commits are made whose base is
 * `before`. Nothing refers to them afterwards.
 */
async function pickChange(
  repository: BareRepository,
  trees: { before: string; after: string; onto: string },
): Promise<string | undefined> {
  const base = await temporaryCommit(repository, trees.before);
  const [ours, theirs] = await Promise.all([
    temporaryCommit(repository, trees.onto, base),
    temporaryCommit(repository, trees.after, base),
  ]);
  return mergeTrees(repository, ours, theirs);
}

async function temporaryCommit(
  repository: BareRepository,
  tree: string,
  parent?: string,
): Promise<string> {
  const output = await repository.text(
    [
      '-c',
      'user.name=merge',
      '-c',
      'user.email=merge@localhost',
      'commit-tree',
      ...(parent ? ['-p', parent] : []),
      tree,
    ],
    { input: 'merge' },
  );
  return output.trim();
}
