import { mergeBaseOf } from '../git/commits';
import { readBranch } from '../git/refs';
import { GitHostContext, gitOf } from '../GitHostContext';
import { RefChange } from '../pushes/RefChange';
import {
  PullRequestRecord,
  RepositoryRecord,
  UserRecord,
} from '../state/records';
import { setPullRef } from './pullRef';
import { notifyOfPullRequest } from './notifyOfPullRequest';
import { dismissStaleApprovals } from './reviews';

/** Brings the open pull requests from and onto a branch up to date after it moved. */
export async function followBranch(
  context: GitHostContext,
  options: {
    repository: RepositoryRecord;
    pusher: UserRecord;
    branch: string;
    change: RefChange;
  },
): Promise<void> {
  const { repository, pusher, branch, change } = options;
  const { state, now } = context;
  const open = state.pullRequestsOf(repository, one => one.state === 'open');
  for (const pullRequest of open) {
    const { id, headBranch, baseBranch } = pullRequest;
    const concerned = headBranch === branch || baseBranch === branch;
    if (concerned && !change.after) {
      const at = now().toISOString();
      state.pullRequests.update(id, {
        state: 'closed',
        closedAt: at,
        updatedAt: at,
      });
      await notifyOfPullRequest(context, {
        repository,
        doer: pusher,
        number: pullRequest.number,
        action: 'closed',
      });
    } else if (headBranch === branch) {
      await takeNewHead(context, options, pullRequest);
    } else if (concerned) {
      state.pullRequests.update(id, { checkPending: true });
    }
  }
}

async function takeNewHead(
  context: GitHostContext,
  options: {
    repository: RepositoryRecord;
    pusher: UserRecord;
    change: RefChange;
  },
  pullRequest: PullRequestRecord,
): Promise<void> {
  const { repository, pusher, change } = options;
  const { state, now } = context;
  const git = gitOf(context, repository);
  const headSha = change.after ?? pullRequest.headSha;
  const base = await readBranch(git, pullRequest.baseBranch);
  const mergeBase = base && (await mergeBaseOf(git, base, headSha));
  await setPullRef(git, pullRequest.number, headSha);
  state.pullRequests.update(pullRequest.id, {
    headSha,
    mergeBase: mergeBase ?? pullRequest.mergeBase,
    checkPending: true,
    updatedAt: now().toISOString(),
  });
  dismissStaleApprovals(context, repository, pullRequest);
  await notifyOfPullRequest(context, {
    repository,
    doer: pusher,
    number: pullRequest.number,
    action: 'synchronized',
    event: 'pull_request_sync',
  });
}
