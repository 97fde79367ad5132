import type { CheckCode as ImageCheckCode } from '@portolan/image-trust';
import type { Answer } from '@portolan/plugin-supply-chain-common';

/** Every reason that this plugin adds to those of image-trust. */
export const ownCodes = [
  // pass
  'ON_PROTECTED_BRANCH',
  'REPORT_WITHIN_THRESHOLDS',
  // fail
  'SOURCE_NOT_OWN',
  'COMMIT_MISSING',
  /** The host knows the commit, and it is not on the branch. */
  'NOT_ON_BRANCH',
  /** It is on the branch, which anybody with a token may rewrite. */
  'BRANCH_NOT_PROTECTED',
  // unknown
  /** The node does not say which digest runs. */
  'DIGEST_UNKNOWN',
  'NO_POLICY',
  /** The policy does not ask this of the image. */
  'NOT_ASKED',
  /** Nobody has looked yet. */
  'NOT_READ_YET',
  /** What was read is too old to count, and could not be read again. */
  'EVIDENCE_STALE',
  /** The component does not say where its source is. */
  'REPOSITORY_UNKNOWN',
  'COMMIT_NOT_ASKED_YET',
  'COMMIT_NOT_FOUND',
  /** No credentials are configured for the host, or none that may read the repository. */
  'GIT_HOST_DENIED',
  'GIT_HOST_RATE_LIMITED',
  'GIT_HOST_UNREACHABLE',
  'GIT_HOST_UNSUPPORTED',
  'GIT_HOST_MALFORMED',
  /** Neither the pipeline nor a cluster has a scan of this digest. */
  'NO_REPORT',
  /** There is a report of the image's name, and it does not say which digest was scanned. */
  'REPORT_WITHOUT_DIGEST',
  'REPORT_STALE',
  'REPORT_FROM_THE_FUTURE',
  /** There is a report of no finding, and nothing proves that the scanner could read the image. */
  'NOTHING_RECOGNISED',
] as const;

export type Code = ImageCheckCode | (typeof ownCodes)[number];

/** An answer with its reason. */
export type Outcome = {
  answer: Answer;
  code: Code;
  sentence: string;
  expected: string;
  found: string;
  evidence: readonly string[];
  /** Where it is as old as something else than the evidence. */
  asOf?: Date;
};
