import { GitHostState } from '../state/GitHostState';
import { PullRequestRecord } from '../state/records';
import { notFound } from './ApiError';
import { RepositoryCall } from './ApiRouter';

/** The pull request that the route's `:number` names. */
export function findPullRequest(
  state: GitHostState,
  { req, repository }: RepositoryCall,
): PullRequestRecord {
  const found = state.pullRequest(repository, Number(req.params.number));
  if (!found) throw notFound();
  return found;
}
