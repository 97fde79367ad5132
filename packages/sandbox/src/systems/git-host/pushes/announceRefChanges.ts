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
  const updatedAt = now().toISOString();
  const branches = changes.filter(({ ref }) => branchOf(ref));
  if (branches.every(({ before, after }) => before && after)) {
    return state.repositories.update(repository.id, { updatedAt });
  }
  const git = gitOf(context, repository);
  const refs = await listRefs(git, 'refs/heads/');
  const hasDefault = refs.some(
    ({ name }) => name === branchRef(repository.defaultBranch),
  );
  const pushed = branchOf(branches[0].ref);
  // The first push decides: `git push origin master` into an empty repository makes master its default branch.
  const adopted =
    repository.empty && !hasDefault && pushed
      ? pushed
      : repository.defaultBranch;
  if (adopted !== repository.defaultBranch) {
    await git.run(['symbolic-ref', 'HEAD', branchRef(adopted)]);
  }
  return state.repositories.update(repository.id, {
    defaultBranch: adopted,
    empty: repository.empty && refs.length === 0,
    branchCount: refs.length,
    updatedAt,
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
