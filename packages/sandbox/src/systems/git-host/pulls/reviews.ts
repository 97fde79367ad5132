import { findProtection } from '../protection/rules';
import { GitHostContext } from '../GitHostContext';
import { GitHostState } from '../state/GitHostState';
import {
  PullRequestRecord,
  RepositoryRecord,
  ReviewRecord,
} from '../state/records';

/** What counts of the reviews: the newest word of each official reviewer. */
export function effectiveReviews(
  state: GitHostState,
  pullRequest: PullRequestRecord,
): ReviewRecord[] {
  const newest = new Map<number, ReviewRecord>();
  for (const review of state.reviewsOf(pullRequest)) {
    if (review.official && review.state !== 'COMMENT') {
      newest.set(review.authorId, review);
    }
  }
  return [...newest.values()].filter(({ dismissed }) => !dismissed);
}

export function isStale(
  review: ReviewRecord,
  pullRequest: PullRequestRecord,
): boolean {
  return review.commitId !== pullRequest.headSha;
}

/** After a push, where the branch's rule says that approvals were for the old state only. */
export function dismissStaleApprovals(
  { state }: GitHostContext,
  repository: RepositoryRecord,
  pullRequest: PullRequestRecord,
): void {
  const rule = findProtection(state, repository, pullRequest.baseBranch);
  if (!rule?.dismissStaleApprovals) return;
  state
    .reviewsOf(pullRequest)
    .filter(review => review.state === 'APPROVED')
    .forEach(({ id }) => state.reviews.update(id, { dismissed: true }));
}
