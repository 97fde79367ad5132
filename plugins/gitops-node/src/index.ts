/**
 * Proposes changes to Git repositories, on GitHub, GitLab and Gitea behind one interface.
 *
 * @packageDocumentation
 */

export { gitOpsServiceRef } from './gitOpsServiceRef';
export { readGitOpsConfig } from './config';
export type { GitOpsConfig } from './config';
export type { ProposedFile } from './change/ProposedFile';
export type {
  Author,
  BranchProtection,
  RepositoryFile,
  Visibility,
} from './repositories/HostedRepository';
export type {
  AutoMerge,
  ChangePreview,
  ChangeState,
  GitOpsService,
  IdentityVerdict,
  ProposeChangeOptions,
  ProposedChange,
  PublishedRepository,
  PublishRepositoryOptions,
  PullRequestSummary,
  RepositoryAddress,
  RepositoryIdentity,
  RepositoryPreview,
} from './service/GitOpsService';
export { checkFilePath } from './change/checkFilePath';
export type { Clock } from './time/Clock';
export { systemClock } from './time/systemClock';
