import { minimatch } from 'minimatch';
import { mergeBaseOf } from '../git/commits';
import { readBranch } from '../git/refs';
import { GitHostContext, gitOf } from '../GitHostContext';
import { findProtection, matchesPatterns } from '../protection/rules';
import {
  ProtectionRecord,
  PullRequestRecord,
  RepositoryRecord,
  StatusRecord,
} from '../state/records';
import { newestOfEachContext, statusesOf } from '../statuses/combine';
import { changesBetween } from './mergeability';
import { effectiveReviews, isStale } from './reviews';

/** The first condition of the base branch's protection that is not met, in Gitea's order and words. */
export async function mergeObstacle(
  context: GitHostContext,
  repository: RepositoryRecord,
  pullRequest: PullRequestRecord,
): Promise<string | undefined> {
  const { state } = context;
  const rule = findProtection(state, repository, pullRequest.baseBranch);
  if (!rule) return undefined;
  const statuses = newestOfEachContext(
    statusesOf(state, repository, pullRequest.headSha),
  );
  if (rule.enableStatusCheck && !checksPassed(rule, statuses)) {
    return 'Not all required status checks successful';
  }
  const reviews = effectiveReviews(state, pullRequest);
  const approvals = reviews.filter(
    review =>
      review.state === 'APPROVED' &&
      !(rule.ignoreStaleApprovals && isStale(review, pullRequest)),
  );
  if (approvals.length < rule.requiredApprovals) {
    return 'Does not have enough approvals';
  }
  const rejected = reviews.some(one => one.state === 'REQUEST_CHANGES');
  if (rule.blockOnRejectedReviews && rejected) {
    return 'There are requested changes';
  }
  if (
    rule.blockOnOutdatedBranch &&
    (await isBehind(context, repository, pullRequest))
  ) {
    return 'The head branch is behind the base branch';
  }
  const changes = await changesBetween(
    gitOf(context, repository),
    pullRequest.mergeBase,
    pullRequest.headSha,
  );
  const touchesProtected = changes.some(({ path }) =>
    matchesPatterns(rule.protectedFilePatterns, path),
  );
  return touchesProtected ? 'Changed protected files' : undefined;
}

function checksPassed(
  { statusCheckContexts }: ProtectionRecord,
  statuses: StatusRecord[],
): boolean {
  const succeeded = ({ state }: StatusRecord) =>
    ['success', 'warning', 'skipped'].includes(state);
  if (statusCheckContexts.length === 0) {
    return statuses.length > 0 && statuses.every(succeeded);
  }
  return statusCheckContexts.every(wanted => {
    const matching = statuses.filter(
      ({ context }) => context === wanted || minimatch(context, wanted),
    );
    return matching.length > 0 && matching.every(succeeded);
  });
}

async function isBehind(
  context: GitHostContext,
  repository: RepositoryRecord,
  { baseBranch, headSha }: PullRequestRecord,
): Promise<boolean> {
  const git = gitOf(context, repository);
  const base = await readBranch(git, baseBranch);
  return base !== undefined && (await mergeBaseOf(git, base, headSha)) !== base;
}
