import { branchOf, branchRef } from '../git/names';
import { listRefs } from '../git/refs';
import { GitHostContext, gitOf } from '../GitHostContext';
import { followBranch } from '../pulls/followBranch';
import { RepositoryRecord, UserRecord } from '../state/records';
import { notify } from '../webhooks/notify';
import {
  createPayload,
  deletePayload,
  pushPayload,
} from '../webhooks/refPayloads';
import { RefChange } from './RefChange';

/**
 * Everything that follows from refs that moved, by whichever way: the
 * repository's own facts, then deliveries to webhooks, then the pull requests
 * that the branches belong to.
 */
export async function announceRefChanges(
  context: GitHostContext,
  options: {
    repository: RepositoryRecord;
    pusher: UserRecord;
    changes: RefChange[];
  },
): Promise<void> {
  const { pusher, changes } = options;
  if (changes.length === 0) return;
  const repository = await updateRepository(
    context,
    options.repository,
    changes,
  );
  for (const change of changes) {
    await notifyOf(context, { repository, pusher, change });
    const branch = branchOf(change.ref);
    if (branch) {
      await followBranch(context, { repository, pusher, branch, change });
    }
  }
}

async function updateRepository(
  context: GitHostContext,
  repository: RepositoryRecord,
  changes: RefChange[],
): Promise<RepositoryRecord> {
  const { state, now } = context;
  const git = gitOf(context, repository);
  const branches = (await listRefs(git, 'refs/heads/')).map(({ name }) => name);
  let { defaultBranch } = repository;
  // The first push decides: `git push origin master` into an empty repository makes master its default branch.
  const pushed = changes.map(({ ref }) => branchOf(ref)).find(Boolean);
  if (
    repository.empty &&
    pushed &&
    !branches.includes(branchRef(defaultBranch))
  ) {
    defaultBranch = pushed;
    await git.run(['symbolic-ref', 'HEAD', branchRef(pushed)]);
  }
  return state.repositories.update(repository.id, {
    defaultBranch,
    empty: repository.empty && branches.length === 0,
    branchCount: branches.length,
    updatedAt: now().toISOString(),
  });
}

async function notifyOf(
  context: GitHostContext,
  event: {
    repository: RepositoryRecord;
    pusher: UserRecord;
    change: RefChange;
  },
): Promise<void> {
  const { repository, change } = event;
  const about = { repository, branch: branchOf(change.ref) };
  if (!change.after) {
    await notify(context, {
      ...about,
      event: 'delete',
      payload: () => deletePayload(context, event),
    });
    return;
  }
  if (!change.before) {
    await notify(context, {
      ...about,
      event: 'create',
      payload: () => createPayload(context, event),
    });
  }
  await notify(context, {
    ...about,
    event: 'push',
    payload: () => pushPayload(context, event),
  });
}
