import { ApiError, notFound } from '../api/ApiError';
import { readBranch } from '../git/refs';
import { GitHostContext, gitOf } from '../GitHostContext';
import {
  PullRequestRecord,
  RepositoryRecord,
  UserRecord,
} from '../state/records';
import { notifyOfPullRequest } from './notifyOfPullRequest';
import { refuseSecond } from './openPullRequest';

export type PullRequestChanges = {
  title?: string;
  body?: string;
  baseBranch?: string;
  state?: 'open' | 'closed';
};

type Action = 'closed' | 'reopened' | 'edited';

export async function editPullRequest(
  context: GitHostContext,
  options: {
    repository: RepositoryRecord;
    pullRequest: PullRequestRecord;
    doer: UserRecord;
    changes: PullRequestChanges;
  },
): Promise<PullRequestRecord> {
  const { repository, pullRequest, doer, changes } = options;
  const { headBranch, baseBranch, merged } = pullRequest;
  const action = actionOf(pullRequest, changes.state);
  if (merged && action !== 'edited') {
    throw new ApiError(
      412,
      'cannot change state of this pull request, it was already merged',
    );
  }
  if (action === 'reopened') {
    refuseSecond(context, repository, headBranch, baseBranch);
  }
  const git = gitOf(context, repository);
  if (changes.baseBranch && !(await readBranch(git, changes.baseBranch))) {
    throw notFound();
  }
  const at = context.now().toISOString();
  const changed = context.state.pullRequests.update(pullRequest.id, {
    title: changes.title || pullRequest.title,
    body: changes.body ?? pullRequest.body,
    baseBranch: changes.baseBranch || baseBranch,
    checkPending:
      pullRequest.checkPending ||
      action === 'reopened' ||
      Boolean(changes.baseBranch),
    updatedAt: at,
    ...(action === 'closed' && { state: 'closed', closedAt: at }),
    ...(action === 'reopened' && { state: 'open', closedAt: undefined }),
  });
  await notifyOfPullRequest(context, {
    repository,
    doer,
    number: changed.number,
    action,
  });
  return changed;
}

function actionOf(
  { state }: PullRequestRecord,
  wanted: PullRequestRecord['state'] = state,
): Action {
  if (wanted === state) return 'edited';
  return wanted === 'closed' ? 'closed' : 'reopened';
}
