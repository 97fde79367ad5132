import type { CommitFacts } from '../clients/git-host/GitHostClient';
import type { CommitAnswer } from './CommitAnswer';

/** What the host said, as an answer. Pure. */
export function toCommitAnswer(
  { branch, isOnBranch, isProtected, title, url }: CommitFacts,
  options: { sha: string; acceptUnprotected: boolean; now: Date },
): CommitAnswer {
  const short = options.sha.slice(0, 12);
  const about = { branch, title, url, asOf: options.now };
  if (!isOnBranch) {
    return {
      ...about,
      state: 'refused',
      code: 'NOT_ON_BRANCH',
      sentence: `The commit ${short} is not on the branch ${branch}.`,
    };
  }
  if (!isProtected && !options.acceptUnprotected) {
    return {
      ...about,
      state: 'refused',
      code: 'BRANCH_NOT_PROTECTED',
      sentence: `The commit ${short} is on the branch ${branch}, which is not protected.`,
    };
  }
  return {
    ...about,
    state: 'on-branch',
    code: 'ON_PROTECTED_BRANCH',
    sentence: isProtected
      ? `The commit ${short} is on the protected branch ${branch}.`
      : `The commit ${short} is on the branch ${branch}, which is not protected; the portal is set to accept that.`,
  };
}
