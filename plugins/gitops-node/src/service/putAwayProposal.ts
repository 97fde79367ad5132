import { withoutContentComment } from '../change/contentId';
import {
  HostedRepository,
  PullRequest,
} from '../repositories/HostedRepository';

/** Closes a pull request of the portal's own, which a new one takes the place of, and deletes its branch. */
export async function putAwayProposal(
  repository: HostedRepository,
  { number, body, head }: PullRequest,
  why: string,
): Promise<void> {
  await repository.pullRequests.close(number, {
    body: withoutContentComment(
      body,
      `Closed by the portal: ${why}. It is proposed anew from branch \`${head}\`.`,
    ),
  });
  await repository.deleteBranch(head);
}
