import { isDraft } from '../api/format/pullRequests';
import { ApiError, notFound } from '../api/ApiError';
import { atLeast } from '../access/permissions';
import { BareRepository } from '../git/BareRepository';
import { Commit, readCommit } from '../git/commits';
import { branchRef } from '../git/names';
import { readBranch, RefConflictError, updateRefs } from '../git/refs';
import { GitHostContext, gitOf } from '../GitHostContext';
import {
  Actor,
  canMergeInto,
  canPushTo,
  findProtection,
} from '../protection/rules';
import { announceRefChanges } from '../pushes/announceRefChanges';
import {
  AccessMode,
  identityOf,
  MergeStyle,
  PullRequestRecord,
  RepositoryRecord,
  UserRecord,
} from '../state/records';
import { mergeabilityOf } from './mergeability';
import { mergeObstacle } from './mergeObstacle';
import { notifyOfPullRequest } from './notifyOfPullRequest';
import { writeMerge } from './writeMerge';

export type MergeOptions = {
  repository: RepositoryRecord;
  pullRequest: PullRequestRecord;
  doer: UserRecord;
  access: AccessMode;
  style: MergeStyle;
  title?: string;
  message?: string;
  /** The head that the client has seen. */
  headCommitId?: string;
  deleteBranch: boolean;
  /** An administrator may merge over an unmet condition. */
  force: boolean;
};

/** What Gitea answers to a conflict, to nothing to merge, and while it still checks. */
const tryAgain = () => new ApiError(405, 'Please try again later');

export async function mergePullRequest(
  context: GitHostContext,
  asked: MergeOptions,
): Promise<void> {
  const { state } = context;
  const git = gitOf(context, asked.repository);
  await git.exclusively(async () => {
    // As they are now that nobody else writes.
    const options = {
      ...asked,
      repository: state.repositories.get(asked.repository.id)!,
      pullRequest: state.pullRequests.get(asked.pullRequest.id)!,
    };
    const { base, head } = await checkMerge(context, git, options);
    const tip = await merge(context, git, options, base, head);
    await concludeMerge(context, git, options, { before: base.id, tip });
  });
}

/** Everything that can speak against the merge, in Gitea's order. */
async function checkMerge(
  context: GitHostContext,
  git: BareRepository,
  options: MergeOptions,
): Promise<{ base: Commit; head: Commit }> {
  const { state } = context;
  const { repository, pullRequest, doer, access, style } = options;
  const actor: Actor = { user: doer, access };
  if (pullRequest.merged) throw new ApiError(405, 'The PR is already merged');
  if (pullRequest.state === 'closed') throw notFound();
  const rule = findProtection(state, repository, pullRequest.baseBranch);
  if (!canMergeInto(state, repository, rule, actor)) {
    throw new ApiError(405, 'User not allowed to merge PR');
  }
  if (isDraft(pullRequest)) {
    throw new ApiError(405, 'Work in progress PRs cannot be merged');
  }
  if (pullRequest.checkPending) {
    // The check is over when the client asks again.
    state.pullRequests.update(pullRequest.id, { checkPending: false });
    throw tryAgain();
  }
  const base = await readCommit(git, branchRef(pullRequest.baseBranch));
  const head = await readCommit(git, pullRequest.headSha);
  if (!base || !head) throw notFound();
  if ((await mergeabilityOf(git, base.id, head.id)) !== 'clean') {
    throw tryAgain();
  }
  const mayForce =
    options.force && atLeast(access, 'admin') && !rule?.blockAdminMergeOverride;
  const obstacle = await mergeObstacle(context, repository, pullRequest);
  if (obstacle && !mayForce) throw new ApiError(405, obstacle);
  if (!repository.mergeStyles.includes(style)) {
    throw new ApiError(
      405,
      `${style} is not allowed an allowed merge style for this repository`,
    );
  }
  if (options.headCommitId && options.headCommitId !== head.id) {
    state.pullRequests.update(pullRequest.id, { checkPending: true });
    throw new ApiError(409, 'head out of date');
  }
  return { base, head };
}

async function merge(
  context: GitHostContext,
  git: BareRepository,
  options: MergeOptions,
  base: Commit,
  head: Commit,
): Promise<string> {
  const { pullRequest, doer, style } = options;
  const author = context.state.userById(pullRequest.authorId) ?? doer;
  try {
    const tip = await writeMerge(git, {
      style,
      baseBranch: pullRequest.baseBranch,
      base,
      head,
      message: messageOf(options),
      committer: { ...identityOf(doer), date: context.now() },
      author: identityOf(author),
    });
    if (tip) return tip;
  } catch (error) {
    if (!(error instanceof RefConflictError)) throw error;
  }
  throw tryAgain();
}

function messageOf({
  pullRequest,
  style,
  title,
  message,
}: MergeOptions): string {
  const { number, headBranch, baseBranch } = pullRequest;
  const usual =
    style === 'squash'
      ? `${pullRequest.title} (#${number})`
      : `Merge pull request '${pullRequest.title}' (#${number}) from ${headBranch} into ${baseBranch}`;
  const text = [title || usual, message].filter(Boolean).join('\n\n');
  return `${text.trim()}\n`;
}

/** What the real system does after a merge, in the order in which its webhooks tell of it. */
async function concludeMerge(
  context: GitHostContext,
  git: BareRepository,
  options: MergeOptions,
  moved: { before: string; tip: string },
): Promise<void> {
  const { repository, pullRequest, doer } = options;
  const at = context.now().toISOString();
  context.state.pullRequests.update(pullRequest.id, {
    state: 'closed',
    merged: { at, byId: doer.id, commit: moved.tip },
    closedAt: at,
    updatedAt: at,
  });
  await notifyOfPullRequest(context, {
    repository,
    doer,
    number: pullRequest.number,
    action: 'closed',
  });
  const ref = branchRef(pullRequest.baseBranch);
  await announceRefChanges(context, {
    repository,
    pusher: doer,
    changes: [{ ref, before: moved.before, after: moved.tip }],
  });
  if (options.deleteBranch) await deleteHead(context, git, options);
}

/** Silently not, when the branch is still needed or the person may not: the merge itself stands. */
async function deleteHead(
  context: GitHostContext,
  git: BareRepository,
  { repository, pullRequest, doer, access }: MergeOptions,
): Promise<void> {
  const { state } = context;
  const { headBranch } = pullRequest;
  const tip = await readBranch(git, headBranch);
  const rule = findProtection(state, repository, headBranch);
  const needed = state
    .pullRequestsOf(repository, one => one.state === 'open')
    .some(one => [one.headBranch, one.baseBranch].includes(headBranch));
  const mayDelete =
    !rule &&
    canPushTo(state, repository, rule, { user: doer, access }) &&
    headBranch !== repository.defaultBranch;
  if (!tip || needed || !mayDelete) return;
  const ref = branchRef(headBranch);
  await updateRefs(git, [{ ref, from: tip }]);
  await announceRefChanges(context, {
    repository,
    pusher: doer,
    changes: [{ ref, before: tip }],
  });
}
