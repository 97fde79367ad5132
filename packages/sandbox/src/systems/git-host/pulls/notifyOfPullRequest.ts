import { formatPullRequest } from '../api/format/pullRequests';
import { formatRepository } from '../api/format/repositories';
import { formatUser } from '../api/format/users';
import { GitHostContext } from '../GitHostContext';
import { RepositoryRecord, UserRecord } from '../state/records';
import { HookEvent } from '../webhooks/events';
import { notify } from '../webhooks/notify';

/** Tells the webhooks what became of a pull request. */
export async function notifyOfPullRequest(
  context: GitHostContext,
  options: {
    repository: RepositoryRecord;
    doer: UserRecord;
    number: number;
    action: 'opened' | 'closed' | 'reopened' | 'edited' | 'synchronized';
    event?: HookEvent;
  },
): Promise<void> {
  const { repository, doer, number, action } = options;
  const pullRequest = context.state.pullRequest(repository, number);
  if (!pullRequest) return;
  await notify(context, {
    repository,
    event: options.event ?? 'pull_request',
    branch: pullRequest.baseBranch,
    payload: async () => ({
      action,
      number,
      pull_request: await formatPullRequest(
        context,
        repository,
        pullRequest,
        doer,
      ),
      requested_reviewer: null,
      repository: formatRepository(context, repository, doer),
      sender: formatUser(context, doer),
      commit_id: '',
      review: null,
    }),
  });
}
