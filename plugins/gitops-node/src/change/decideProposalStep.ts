import { BranchHead, PullRequest } from '../repositories/HostedRepository';
import { readContentComment, readContentTrailer } from './contentId';
import { FileChange } from './ProposedFile';

/** What is there when a change is proposed. */
export interface ProposalFacts {
  /** What the proposal is known by, see contentId.ts. */
  contentId: string;
  branch: string;
  /** What still differs from the base. */
  changes: readonly FileChange[];
  /** The open pull request of the branch, or else its newest one. */
  pullRequest?: PullRequest;
  /** Whether the base has lost since what that pull request brought when it was merged. */
  wasUndone?: boolean;
  branchHead?: BranchHead;
}

export type ProposalStep =
  | { step: 'done'; result: 'unchanged' }
  | { step: 'done'; result: 'merged' | 'closed'; pullRequest: PullRequest }
  /** The pull request is there; merge it, if that is asked for. */
  | { step: 'settle'; pullRequest: PullRequest }
  /** An interrupted call left the branch; open the pull request. */
  | { step: 'open' }
  /** Make the branch, after what an earlier proposal left was put away. */
  | { step: 'commit'; replacePullRequest?: PullRequest; replaceBranch: boolean }
  | { step: 'refuse'; reason: string };

/** The next step towards one branch, one commit and one pull request. */
export function decideProposalStep(facts: ProposalFacts): ProposalStep {
  const { pullRequest, branchHead, branch, contentId } = facts;
  const isOpen = pullRequest?.state === 'open';
  const branchId = branchHead && readContentTrailer(branchHead.message);
  // People may have rewritten the text of an open one; its commit tells as well.
  const pullRequestId =
    pullRequest &&
    (readContentComment(pullRequest.body) ?? (isOpen ? branchId : undefined));
  const isSame = pullRequestId === contentId;

  if (pullRequest && isSame && isOpen && facts.changes.length) {
    return { step: 'settle', pullRequest };
  }
  // Before the files are looked at: what was merged may have been edited since.
  if (pullRequest?.state === 'merged' && isSame && !facts.wasUndone) {
    return { step: 'done', result: 'merged', pullRequest };
  }
  if (!facts.changes.length) {
    return { step: 'done', result: 'unchanged' };
  }
  if (pullRequest?.state === 'closed' && isSame) {
    return { step: 'done', result: 'closed', pullRequest };
  }

  if (isOpen && !pullRequestId) {
    return {
      step: 'refuse',
      reason: `pull request #${pullRequest.number} from branch ${branch} is not the portal's`,
    };
  }
  if (branchHead && !branchId) {
    return {
      step: 'refuse',
      reason: `branch ${branch} holds a commit that is not the portal's (${shortly(
        branchHead,
      )}); merge or delete it, then run again`,
    };
  }
  if (!pullRequest || (!isOpen && !isSame)) {
    if (branchId === contentId) return { step: 'open' };
  }
  return {
    step: 'commit',
    replacePullRequest: isOpen ? pullRequest : undefined,
    replaceBranch: branchHead !== undefined,
  };
}

function shortly({ sha, message }: BranchHead): string {
  return `${sha.slice(0, 7)} ${JSON.stringify(message.split('\n')[0])}`;
}
