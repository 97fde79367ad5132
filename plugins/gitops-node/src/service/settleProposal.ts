import { decideFileChanges } from '../change/decideFileChanges';
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
  const { repository } = context;
  if (!(await holdsOnlyTheProposal(context, pullRequest))) {
    return leaveToPeople(
      context,
      pullRequest,
      `people have added to pull request #${pullRequest.number}, so merging it is theirs`,
    );
  }
  if (await baseMovedUnder(repository, facts, pullRequest)) {
    const why = `${facts.base} has moved under the proposed files`;
    await putAwayProposal(repository, pullRequest, why);
    return { reason: why };
  }
  return mergeProposal(context, pullRequest);
}

/** Merges a pull request that holds only what was proposed, when that is asked for and allowed. */
export async function mergeProposal(
  context: ProposalContext,
  pullRequest: PullRequest,
): Promise<Attempt> {
  const { repository, options } = context;
  const open = {
    repositoryUrl: repository.url,
    branch: options.branch,
    commit: pullRequest.headSha,
    pullRequest: summarize(pullRequest),
  };
  if (options.autoMerge === 'never') {
    return { answer: { ...open, result: 'proposed' } };
  }
  const answer = await repository.pullRequests.merge(pullRequest);
  switch (answer.result) {
    case 'merged':
      return {
        answer: {
          ...open,
          result: 'merged',
          commit: answer.sha ?? pullRequest.headSha,
          pullRequest: { ...open.pullRequest, state: 'merged' },
        },
      };
    case 'refused': {
      const { reason } = answer;
      return { answer: { ...open, result: 'waiting', reason } };
    }
    default: {
      const { reason } = answer;
      return { reason, otherwise: { ...open, result: 'waiting', reason } };
    }
  }
}

function leaveToPeople(
  { repository, options }: ProposalContext,
  pullRequest: PullRequest,
  reason: string,
): Attempt {
  const open = {
    repositoryUrl: repository.url,
    branch: options.branch,
    commit: pullRequest.headSha,
    pullRequest: summarize(pullRequest),
  };
  return {
    answer:
      options.autoMerge === 'never'
        ? { ...open, result: 'proposed' }
        : { ...open, result: 'waiting', reason },
  };
}

/** Whether merging would bring the proposed files and nothing else: the portal lends its rights to nobody's commits. */
async function holdsOnlyTheProposal(
  { repository, options }: ProposalContext,
  { number, headSha }: PullRequest,
): Promise<boolean> {
  const paths = new Set(options.files.map(file => file.path));
  const changed = await repository.pullRequests.listChangedPaths(number);
  if (changed.some(path => !paths.has(path))) return false;
  const atHead = await repository.listFiles(headSha, [...paths]);
  return decideFileChanges(options.files, atHead).length === 0;
}

/** Whether a file that the pull request changes is another one at the base than where it started from. */
async function baseMovedUnder(
  repository: HostedRepository,
  { baseHead, changes }: ReadFacts,
  { baseSha }: PullRequest,
): Promise<boolean> {
  if (!baseSha || baseSha === baseHead.sha) return false;
  const paths = changes.map(change => change.path);
  const before = await repository.listFiles(baseSha, paths);
  return changes.some(change => {
    const now = change.operation === 'create' ? undefined : change.replaces;
    return before.get(change.path)?.sha !== now?.sha;
  });
}
