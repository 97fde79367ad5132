import { PullRequest } from '../repositories/HostedRepository';
import { PullRequestSummary } from './GitOpsService';

/** What callers learn of a pull request. */
export function summarize({
  number,
  url,
  state,
  title,
}: PullRequest): PullRequestSummary {
  return { number, url, state, title };
}
