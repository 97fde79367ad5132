/** What the Git host says of a commit. */
export type CommitAnswer = {
  state: 'on-branch' | 'refused' | 'unknown';
  code: CommitCode;
  sentence: string;
  branch?: string;
  /** First line of the commit's message. */
  title?: string;
  /** Where people look at it. */
  url?: string;
  asOf?: Date;
};

export const commitCodes = [
  'ON_PROTECTED_BRANCH',
  'NOT_ON_BRANCH',
  'BRANCH_NOT_PROTECTED',
  'COMMIT_NOT_ASKED_YET',
  'COMMIT_NOT_FOUND',
  'GIT_HOST_DENIED',
  'GIT_HOST_RATE_LIMITED',
  'GIT_HOST_UNREACHABLE',
  'GIT_HOST_UNSUPPORTED',
  'GIT_HOST_MALFORMED',
] as const;

export type CommitCode = (typeof commitCodes)[number];
