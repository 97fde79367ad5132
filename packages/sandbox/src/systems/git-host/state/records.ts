import { Identity } from '../git/commits';

/** What one may do with a repository; each includes those before it. */
export type AccessMode = 'none' | 'read' | 'write' | 'admin' | 'owner';

export type Visibility = 'public' | 'limited' | 'private';

type OwnerFields = {
  id: number;
  name: string;
  fullName: string;
  email: string;
  description: string;
  website: string;
  location: string;
  visibility: Visibility;
  createdAt: string;
};

export type UserRecord = OwnerFields & {
  kind: 'user';
  admin: boolean;
  password: { salt: string; hash: string };
  lastLoginAt?: string;
};

export type OrganizationRecord = OwnerFields & {
  kind: 'organization';
  repositoryAdminsChangeTeams: boolean;
};

/** Users and organisations share their names and numbers. */
export type OwnerRecord = UserRecord | OrganizationRecord;

export type TokenRecord = {
  id: number;
  userId: number;
  name: string;
  /** SHA-256 of the token, which itself is kept nowhere. */
  hash: string;
  lastEight: string;
  scopes: string[];
  createdAt: string;
  lastUsedAt?: string;
};

export type TeamRecord = {
  id: number;
  organizationId: number;
  name: string;
  description: string;
  permission: AccessMode;
  units: Record<string, AccessMode>;
  includesAllRepositories: boolean;
  canCreateRepositories: boolean;
  members: number[];
  repositories: number[];
};

export type MergeStyle =
  | 'merge'
  | 'rebase'
  | 'rebase-merge'
  | 'squash'
  | 'fast-forward-only';

export type RepositoryRecord = {
  id: number;
  ownerId: number;
  name: string;
  description: string;
  website: string;
  private: boolean;
  template: boolean;
  archivedAt?: string;
  defaultBranch: string;
  /** Nothing was ever committed or pushed. */
  empty: boolean;
  branchCount: number;
  createdAt: string;
  updatedAt: string;
  topics: string[];
  /** By user id. */
  collaborators: Record<string, AccessMode>;
  mergeStyles: MergeStyle[];
  defaultMergeStyle: MergeStyle;
  deleteBranchAfterMerge: boolean;
  /** The number of the newest pull request. */
  lastNumber: number;
};

/** The name that a repository had before it was renamed. */
export type RedirectRecord = {
  id: number;
  ownerId: number;
  name: string;
  repositoryId: number;
};

export type ProtectionRecord = {
  id: number;
  repositoryId: number;
  /** A branch's name or a glob. */
  ruleName: string;
  priority: number;
  enablePush: boolean;
  enablePushWhitelist: boolean;
  pushWhitelistUsers: string[];
  pushWhitelistTeams: string[];
  enableForcePush: boolean;
  enableMergeWhitelist: boolean;
  mergeWhitelistUsers: string[];
  mergeWhitelistTeams: string[];
  enableStatusCheck: boolean;
  statusCheckContexts: string[];
  requiredApprovals: number;
  enableApprovalsWhitelist: boolean;
  approvalsWhitelistUsers: string[];
  approvalsWhitelistTeams: string[];
  blockOnRejectedReviews: boolean;
  blockOnOutdatedBranch: boolean;
  dismissStaleApprovals: boolean;
  ignoreStaleApprovals: boolean;
  blockAdminMergeOverride: boolean;
  protectedFilePatterns: string;
  unprotectedFilePatterns: string;
  createdAt: string;
  updatedAt: string;
};

export type StatusRecord = {
  id: number;
  repositoryId: number;
  sha: string;
  /** Gitea takes any word here, not only the five that it knows. */
  state: string;
  context: string;
  description: string;
  targetUrl: string;
  creatorId: number;
  createdAt: string;
};

export type PullRequestRecord = {
  id: number;
  repositoryId: number;
  number: number;
  title: string;
  body: string;
  authorId: number;
  headBranch: string;
  baseBranch: string;
  /** The head branch's tip, kept when the branch is gone. */
  headSha: string;
  mergeBase: string;
  state: 'open' | 'closed';
  merged?: { at: string; byId: number; commit: string };
  /** Something happened that makes the real system check for conflicts again, in the background. */
  checkPending: boolean;
  requestedReviewers: number[];
  createdAt: string;
  updatedAt: string;
  closedAt?: string;
};

export type ReviewState = 'APPROVED' | 'REQUEST_CHANGES' | 'COMMENT';

export type ReviewRecord = {
  id: number;
  pullRequestId: number;
  authorId: number;
  state: ReviewState;
  body: string;
  commitId: string;
  /** Its author may write to the repository, so that it counts for protection. */
  official: boolean;
  dismissed: boolean;
  submittedAt: string;
};

export type CommentRecord = {
  id: number;
  pullRequestId: number;
  authorId: number;
  body: string;
  createdAt: string;
  updatedAt: string;
};

export type HookRecord = {
  id: number;
  /** Exactly one of the two. */
  repositoryId?: number;
  organizationId?: number;
  type: string;
  name: string;
  active: boolean;
  events: string[];
  branchFilter: string;
  url: string;
  contentType: 'json' | 'form';
  secret: string;
  authorizationHeader: string;
  createdAt: string;
  updatedAt: string;
};

export function identityOf(user: UserRecord): Identity {
  return { name: user.fullName || user.name, email: user.email };
}
