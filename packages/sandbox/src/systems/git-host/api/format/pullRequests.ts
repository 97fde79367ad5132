import { readBranch } from '../../git/refs';
import { GitHostContext, gitOf } from '../../GitHostContext';
import { changesBetween, mergeabilityOf } from '../../pulls/mergeability';
import { pullRef } from '../../pulls/pullRef';
import { isStale } from '../../pulls/reviews';
import {
  CommentRecord,
  PullRequestRecord,
  RepositoryRecord,
  ReviewRecord,
  UserRecord,
} from '../../state/records';
import { urlsOf } from './commits';
import { formatRepository } from './repositories';
import { formatTime } from './times';
import { audienceFor, formatUser } from './users';

/** Gitea takes a title that starts so for work in progress. */
export function isDraft({ title }: PullRequestRecord): boolean {
  return /^(wip:|\[wip\])/i.test(title);
}

export async function formatPullRequest(
  context: GitHostContext,
  repository: RepositoryRecord,
  pullRequest: PullRequestRecord,
  viewer: UserRecord | undefined,
): Promise<object> {
  const { state } = context;
  const git = gitOf(context, repository);
  const { number, headBranch, baseBranch, headSha, merged } = pullRequest;
  const [baseSha, headTip, changes] = await Promise.all([
    readBranch(git, baseBranch),
    readBranch(git, headBranch),
    changesBetween(git, pullRequest.mergeBase, headSha),
  ]);
  const mergeability =
    baseSha && !merged ? await mergeabilityOf(git, baseSha, headSha) : 'clean';
  const sum = (key: 'additions' | 'deletions') =>
    changes.reduce((total, change) => total + change[key], 0);
  const url = `${urlsOf(context, repository).web}/pulls/${number}`;
  const repo = formatRepository(context, repository, viewer);
  const reviews = state.reviewsOf(pullRequest);
  return {
    id: pullRequest.id,
    url,
    number,
    user: personById(context, pullRequest.authorId, viewer),
    title: pullRequest.title,
    body: pullRequest.body,
    labels: [],
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: reviewersOf(context, pullRequest),
    requested_reviewers_teams: [],
    state: pullRequest.state,
    draft: isDraft(pullRequest),
    is_locked: false,
    comments: state.commentsOf(pullRequest).length,
    ...(reviews.length > 0 && { review_comments: reviews.length }),
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: changes.length,
    html_url: url,
    diff_url: `${url}.diff`,
    patch_url: `${url}.patch`,
    mergeable: mergeability !== 'conflict' && !isDraft(pullRequest),
    merged: merged !== undefined,
    merged_at: merged ? formatTime(merged.at) : null,
    merge_commit_sha: merged?.commit ?? null,
    merged_by: merged ? personById(context, merged.byId) : null,
    allow_maintainer_edit: true,
    base: {
      label: baseBranch,
      ref: baseBranch,
      sha: baseSha ?? pullRequest.mergeBase,
      repo_id: repository.id,
      repo,
    },
    head: {
      label: headBranch,
      ref: headTip ? headBranch : pullRef(number),
      sha: headSha,
      repo_id: repository.id,
      repo,
    },
    merge_base: pullRequest.mergeBase,
    due_date: null,
    created_at: formatTime(pullRequest.createdAt),
    updated_at: formatTime(pullRequest.updatedAt),
    closed_at: pullRequest.closedAt ? formatTime(pullRequest.closedAt) : null,
    pin_order: 0,
    content_version: 0,
  };
}

function personById(
  context: GitHostContext,
  id: number,
  viewer?: UserRecord,
): object | null {
  const user = context.state.userById(id);
  return user ? formatUser(context, user, audienceFor(viewer, user)) : null;
}

/** Those who were asked, and those who said yes or no. */
function reviewersOf(
  context: GitHostContext,
  pullRequest: PullRequestRecord,
): Array<object | null> {
  const ids = new Set([
    ...pullRequest.requestedReviewers,
    ...context.state
      .reviewsOf(pullRequest)
      .filter(({ state }) => state !== 'COMMENT')
      .map(({ authorId }) => authorId),
  ]);
  return [...ids].map(id => personById(context, id));
}

export function formatReview(
  context: GitHostContext,
  options: {
    repository: RepositoryRecord;
    pullRequest: PullRequestRecord;
    review: ReviewRecord;
    viewer: UserRecord | undefined;
  },
): object {
  const { repository, pullRequest, review, viewer } = options;
  const url = `${urlsOf(context, repository).web}/pulls/${pullRequest.number}`;
  return {
    id: review.id,
    user: personById(context, review.authorId, viewer),
    team: null,
    state: review.state,
    body: review.body,
    commit_id: review.commitId,
    stale: isStale(review, pullRequest),
    official: review.official,
    dismissed: review.dismissed,
    comments_count: 0,
    submitted_at: formatTime(review.submittedAt),
    updated_at: formatTime(review.submittedAt),
    html_url: `${url}#issuecomment-${review.id}`,
    pull_request_url: url,
  };
}

export function formatComment(
  context: GitHostContext,
  options: {
    repository: RepositoryRecord;
    pullRequest: PullRequestRecord;
    comment: CommentRecord;
  },
): object {
  const { repository, pullRequest, comment } = options;
  const url = `${urlsOf(context, repository).web}/pulls/${pullRequest.number}`;
  return {
    id: comment.id,
    html_url: `${url}#issuecomment-${comment.id}`,
    pull_request_url: url,
    issue_url: '',
    user: personById(context, comment.authorId),
    original_author: '',
    original_author_id: 0,
    body: comment.body,
    assets: [],
    created_at: formatTime(comment.createdAt),
    updated_at: formatTime(comment.updatedAt),
  };
}
