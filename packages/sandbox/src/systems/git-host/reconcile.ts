import { branchOf } from './git/names';
import { mergeBaseOf } from './git/commits';
import { listRefs } from './git/refs';
import { GitHostContext, gitOf } from './GitHostContext';
import { RepositoryRecord } from './state/records';

/**
 * Makes the records true again after the process was killed between a write to
 * a repository and the write that follows from it. What is in git counts.
 */
export async function reconcile(context: GitHostContext): Promise<void> {
  const { state, storage } = context;
  for (const id of await storage.list()) {
    if (!state.repositories.get(id)) await storage.remove(id);
  }
  await Promise.all(
    state.repositories
      .filter()
      .map(repository => reconcileRepository(context, repository)),
  );
}

async function reconcileRepository(
  context: GitHostContext,
  repository: RepositoryRecord,
): Promise<void> {
  const { state } = context;
  const git = gitOf(context, repository);
  const refs = await listRefs(git, 'refs/heads/');
  const tips = new Map(refs.map(({ name, id }) => [branchOf(name), id]));
  if (tips.size !== repository.branchCount) {
    state.repositories.update(repository.id, {
      branchCount: tips.size,
      empty: repository.empty && tips.size === 0,
    });
  }
  const open = state.pullRequestsOf(repository, one => one.state === 'open');
  for (const { id, headBranch, baseBranch, headSha } of open) {
    const head = tips.get(headBranch);
    const base = tips.get(baseBranch);
    if (!head || !base || head === headSha) continue;
    state.pullRequests.update(id, {
      headSha: head,
      mergeBase: (await mergeBaseOf(git, base, head)) ?? base,
      checkPending: true,
    });
  }
}
