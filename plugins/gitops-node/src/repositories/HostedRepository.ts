import { FileChange, FileEntry } from '../change/ProposedFile';

/** A repository's place: on GitLab the owner may be a path of groups. */
export interface RepositoryName {
  owner: string;
  name: string;
}

export type Visibility = 'private' | 'internal' | 'public';

/** A repository as its host describes it. */
export interface Repository {
  defaultBranch: string;
  visibility: Visibility;
}

/** Who is named as a commit's author. */
export interface Author {
  name: string;
  email: string;
}

/** The head of a branch. */
export interface BranchHead {
  sha: string;
  /** Of the commit. */
  message: string;
}

/**
 * What a protected branch holds against. Of both kinds, nobody deletes the branch or rewrites
 * its history, so that a commit that was built stays on it.
 *
 * - `push`: who may write may push to it.
 * - `pull-request`: it changes by pull request only.
 */
export type BranchProtection =
  | { changesBy: 'push' }
  | { changesBy: 'pull-request'; requiredApprovals: number };

/**
 * One repository on a Git host. Everything in it is a fact or one action of the host;
 * what to do with it is decided in `service/`.
 *
 * Failures are `@backstage/errors`: ConflictError when something else is there already,
 * NotAllowedError, NotFoundError, InputError, ServiceUnavailableError when asking again may help.
 */
export interface HostedRepository {
  readonly name: RepositoryName;
  /** How messages name the host, e.g. `Gitea at git.example.com`. */
  readonly system: string;
  /** Its page, on the host that is configured, whatever the host thinks its own address is. */
  readonly url: string;
  /** Where Git clones it. */
  readonly cloneUrl: string;
  readonly pullRequests: PullRequests;

  /** The root of a branch as a URL that the catalog reads files below. */
  contentsUrl(branch: string): string;

  /** Undefined when it is not there, or not visible with these credentials. */
  get(): Promise<Repository | undefined>;
  create(options: {
    description?: string;
    visibility: Visibility;
    defaultBranch: string;
  }): Promise<'created' | 'exists'>;
  /** A rule that people set is left as it is. */
  protectBranch(
    branch: string,
    protection: BranchProtection,
  ): Promise<'protected' | 'unchanged'>;

  getBranch(branch: string): Promise<BranchHead | undefined>;
  /** No error when it is not there. */
  deleteBranch(branch: string): Promise<void>;

  /** Those of `paths` that are files at a commit. */
  listFiles(
    sha: string,
    paths: readonly string[],
  ): Promise<Map<string, FileEntry>>;
  readFile(sha: string, path: string): Promise<Buffer | undefined>;

  /**
   * Makes a branch that is one commit ahead of `base`, all or nothing.
   * ConflictError when the branch is there already, or when what is replaced has changed at the base.
   */
  commitToNewBranch(options: {
    branch: string;
    base: { branch: string; sha: string };
    changes: readonly FileChange[];
    message: string;
    author?: Author;
  }): Promise<{ sha: string }>;

  /** Makes the first commit of an empty repository. ConflictError when the branch is there already. */
  pushFirstCommit(options: {
    branch: string;
    files: readonly RepositoryFile[];
    message: string;
    author: Author;
  }): Promise<{ sha: string }>;
}

/** A file of a first commit. */
export interface RepositoryFile {
  path: string;
  content: Buffer;
  executable?: boolean;
}

export interface PullRequest {
  number: number;
  url: string;
  state: 'open' | 'merged' | 'closed';
  title: string;
  body: string;
  /** Branch that is proposed. */
  head: string;
  headSha: string;
  /** Branch that is to change. */
  base: string;
  /** The commit on the base, once merged. */
  mergeSha?: string;
}

/** What came of one attempt to merge. */
export type MergeAnswer =
  | { result: 'merged'; sha?: string }
  /** The host does not know yet; ask again in a moment. */
  | { result: 'checking'; reason: string }
  /** It cannot be merged with what the base holds now. */
  | { result: 'conflict'; reason: string }
  /** The host's policy does not allow it now: approvals, checks, rights. */
  | { result: 'refused'; reason: string };

/** The pull requests of one repository; merge requests on GitLab. */
export interface PullRequests {
  /** The one that is open between two branches, or else the newest. */
  find(options: {
    head: string;
    base: string;
  }): Promise<PullRequest | undefined>;
  get(number: number): Promise<PullRequest>;
  /** The commit of the base that the proposal starts from. */
  mergeBase(pullRequest: PullRequest): Promise<string>;
  /** Paths that differ between that commit and the head. */
  listChangedPaths(number: number): Promise<string[]>;
  /** ConflictError when one is open between these branches. */
  open(options: {
    head: string;
    base: string;
    title: string;
    body: string;
  }): Promise<PullRequest>;
  /** Closes without merging, and replaces its text. */
  close(number: number, options: { body: string }): Promise<void>;
  /** Merges if the head is still `headSha`, as one commit where that is allowed, and deletes the branch. */
  merge(pullRequest: PullRequest): Promise<MergeAnswer>;
}
