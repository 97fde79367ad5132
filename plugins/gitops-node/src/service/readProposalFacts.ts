import { NotFoundError } from '@backstage/errors';
import { contentIdOf, readContentComment } from '../change/contentId';
import { decideFileChanges } from '../change/decideFileChanges';
import { FileChange } from '../change/ProposedFile';
import {
  HostedRepository,
  PullRequest,
} from '../repositories/HostedRepository';
import { ProposalContext, ReadFacts } from './ProposalContext';

/** Reads what there is, in a number of requests that grows with the change and not with the repository. */
export async function readProposalFacts({
  repository,
  options,
}: ProposalContext): Promise<ReadFacts> {
  const { branch, files } = options;
  const found = await repository.get();
  if (!found) {
    throw new NotFoundError(
      `${repository.system}: there is no repository ${repository.url}, or the portal's account does not see it`,
    );
  }
  const base = options.base ?? found.defaultBranch;
  const findPullRequest = () =>
    repository.pullRequests.find({ head: branch, base });
  // The base comes last, so that what another call merges meanwhile is seen there.
  const branchHead = await repository.getBranch(branch);
  let pullRequest = await findPullRequest();
  const baseHead = await repository.getBranch(base);
  if (!baseHead) {
    throw new NotFoundError(`${repository.url} has no branch ${base}`);
  }
  const existing = await repository.listFiles(
    baseHead.sha,
    files.map(file => file.path),
  );
  const changes = decideFileChanges(files, existing);
  if (!changes.length && pullRequest?.state !== 'merged') {
    // Merged by another call between the two reads, perhaps.
    pullRequest = await findPullRequest();
  }
  const contentId = contentIdOf(base, files);
  const merged =
    pullRequest?.state === 'merged' &&
    readContentComment(pullRequest.body) === contentId
      ? pullRequest
      : undefined;
  return {
    contentId,
    branch,
    base,
    baseHead,
    changes,
    pullRequest,
    wasUndone: merged && (await wasUndone(repository, merged, changes)),
    branchHead,
  };
}

/**
 * Whether what is missing at the base was there when the pull request was merged: it was
 * taken back since. What reviewers left out before they merged was never there.
 */
async function wasUndone(
  repository: HostedRepository,
  { mergeSha }: PullRequest,
  changes: readonly FileChange[],
): Promise<boolean> {
  const missing = changes.filter(change => change.operation !== 'update');
  if (!mergeSha || !missing.length) return false;
  const merged = await repository.listFiles(
    mergeSha,
    missing.map(change => change.path),
  );
  return missing.some(
    change => merged.has(change.path) === (change.operation === 'create'),
  );
}
