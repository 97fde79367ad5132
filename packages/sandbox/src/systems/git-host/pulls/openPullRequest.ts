import { ApiError, notFound, unprocessable } from '../api/ApiError';
import { mergeBaseOf } from '../git/commits';
import { readBranch } from '../git/refs';
import { GitHostContext, gitOf } from '../GitHostContext';
import {
  PullRequestRecord,
  RepositoryRecord,
  UserRecord,
} from '../state/records';
import { notifyOfPullRequest } from './notifyOfPullRequest';
import { setPullRef } from './pullRef';

export async function openPullRequest(
  context: GitHostContext,
  options: {
    repository: RepositoryRecord;
    author: UserRecord;
    title: string;
    body: string;
    head: string;
    base: string;
  },
): Promise<PullRequestRecord> {
  const { repository, author, title, body, head, base } = options;
  const { state } = context;
  const git = gitOf(context, repository);
  if (head === base) {
    throw unprocessable(
      'Invalid PullRequest: There are no changes between the head and the base',
    );
  }
  const [headSha, baseSha] = await Promise.all([
    readBranch(git, head),
    readBranch(git, base),
  ]);
  if (!headSha || !baseSha) throw notFound();
  const mergeBase = (await mergeBaseOf(git, baseSha, headSha)) ?? baseSha;
  return git.exclusively(async () => {
    refuseSecond(context, repository, head, base);
    const number = (state.repositories.get(repository.id)?.lastNumber ?? 0) + 1;
    state.repositories.update(repository.id, { lastNumber: number });
    const at = context.now().toISOString();
    const pullRequest = state.pullRequests.add({
      repositoryId: repository.id,
      number,
      title,
      body,
      authorId: author.id,
      headBranch: head,
      baseBranch: base,
      headSha,
      mergeBase,
      state: 'open',
      checkPending: false,
      requestedReviewers: [],
      createdAt: at,
      updatedAt: at,
    });
    await setPullRef(git, number, headSha);
    await notifyOfPullRequest(context, {
      repository,
      doer: author,
      number,
      action: 'opened',
    });
    return pullRequest;
  });
}

export function refuseSecond(
  { state }: GitHostContext,
  repository: RepositoryRecord,
  head: string,
  base: string,
): void {
  const [open] = state.pullRequestsOf(
    repository,
    one =>
      one.state === 'open' &&
      one.headBranch === head &&
      one.baseBranch === base,
  );
  if (!open) return;
  const targets = [
    `id: ${open.id}`,
    `issue_id: ${open.id}`,
    `head_repo_id: ${repository.id}`,
    `base_repo_id: ${repository.id}`,
    `head_branch: ${head}`,
    `base_branch: ${base}`,
  ];
  throw new ApiError(
    409,
    `pull request already exists for these targets [${targets.join(', ')}]`,
  );
}
