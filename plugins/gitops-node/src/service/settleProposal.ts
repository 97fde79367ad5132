import { decideFileChanges } from '../change/decideFileChanges';
import { ProposedFile } from '../change/ProposedFile';
import {
  HostedRepository,
  PullRequest,
} from '../repositories/HostedRepository';
import { ProposedChange } from './GitOpsService';
import { ProposalContext, ReadFacts } from './ProposalContext';
import { putAwayProposal } from './putAwayProposal';
import { summarize } from './summarize';

/** What one attempt came to: an answer, or a reason to begin again. */
export type Attempt =
  | { answer: ProposedChange }
  | {
      answer?: undefined;
      reason: string;
      /** The answer when there is no further attempt. */
      otherwise?: ProposedChange;
    };

/** Goes on with an open pull request that an earlier call, or another one at the same time, has made. */
export async function settleProposal(
  context: ProposalContext,
  facts: ReadFacts,
  pullRequest: PullRequest,
): Promise<Attempt> {
  const { repository, options } = context;
  if (!(await holdsOnlyTheProposal(context, pullRequest))) {
    const reason = `people have added to pull request #${pullRequest.number}, so merging it is theirs`;
    return {
      answer:
        options.autoMerge === 'never'
          ? { ...openAnswer(context, pullRequest), result: 'proposed' }
          : { ...openAnswer(context, pullRequest), result: 'waiting', reason },
    };
  }
  if (await baseMovedUnder(repository, facts, pullRequest)) {
    const reason = `${facts.base} has moved under the proposed files`;
    await putAwayProposal(repository, pullRequest, reason);
    return { reason };
  }
  return mergeProposal(context, pullRequest);
}

/** Merges a pull request that holds only what was proposed, when that is asked for and allowed. */
export async function mergeProposal(
  context: ProposalContext,
  pullRequest: PullRequest,
): Promise<Attempt> {
  const { repository, options } = context;
  const open = openAnswer(context, pullRequest);
  if (options.autoMerge === 'never') {
    return { answer: { ...open, result: 'proposed' } };
  }
  const merge = await repository.pullRequests.merge(pullRequest);
  if (merge.result === 'merged') {
    return {
      answer: {
        ...open,
        result: 'merged',
        commit: merge.sha ?? open.commit,
        pullRequest: { ...open.pullRequest, state: 'merged' },
      },
    };
  }
  const { reason } = merge;
  const waiting: ProposedChange = { ...open, result: 'waiting', reason };
  return merge.result === 'refused'
    ? { answer: waiting }
    : { reason, otherwise: waiting };
}

function openAnswer(
  { repository, options }: ProposalContext,
  pullRequest: PullRequest,
) {
  return {
    repositoryUrl: repository.url,
    branch: options.branch,
    commit: pullRequest.headSha,
    pullRequest: summarize(pullRequest),
  };
}

/** Whether merging would bring the proposed content and nothing else: the portal lends its rights to nobody's commits. */
async function holdsOnlyTheProposal(
  { repository, options }: ProposalContext,
  { number, headSha }: PullRequest,
): Promise<boolean> {
  const paths = options.files.map(file => file.path);
  const changed = await repository.pullRequests.listChangedPaths(number);
  if (changed.some(path => !paths.includes(path))) return false;
  const atHead = await repository.listFiles(headSha, paths);
  const brought = options.files.map(
    (file): ProposedFile =>
      file.mode === 'keep' && changed.includes(file.path)
        ? { ...file, mode: 'replace' }
        : file,
  );
  return decideFileChanges(brought, atHead).length === 0;
}

/** Whether a file that the pull request changes is another one at the base than where it started from. */
async function baseMovedUnder(
  repository: HostedRepository,
  { baseHead, changes }: ReadFacts,
  pullRequest: PullRequest,
): Promise<boolean> {
  const start = await repository.pullRequests.mergeBase(pullRequest);
  if (start === baseHead.sha) return false;
  const paths = changes.map(change => change.path);
  const before = await repository.listFiles(start, paths);
  return changes.some(change => {
    const now = change.operation === 'create' ? undefined : change.replaces;
    return before.get(change.path)?.sha !== now?.sha;
  });
}
