import { ProposedFile } from '../change/ProposedFile';
import {
  Author,
  BranchProtection,
  RepositoryFile,
  Visibility,
} from '../repositories/HostedRepository';

/** Changes Git repositories the way people do: a repository, a branch, a commit, a pull request. */
export interface GitOpsService {
  /**
   * Makes a repository that holds `files`. Asked twice it is made once: one that is
   * there already is adopted when `identity` says that it is the same one, filled when
   * it is empty, and otherwise left alone.
   *
   * ConflictError when a repository of that name belongs to somebody else.
   */
  publishRepository(
    options: PublishRepositoryOptions,
  ): Promise<PublishedRepository>;

  /** What `publishRepository` would do; reads only. */
  previewRepository(
    options: PublishRepositoryOptions,
  ): Promise<RepositoryPreview>;

  /**
   * Proposes that a branch holds `files`, as one commit in one pull request, and merges
   * it where that is asked for and allowed. Asked twice, with the same content, there is
   * one branch, one commit, one pull request and the same answer, also when the first
   * call was interrupted. A pull request of the same branch with other content is closed
   * and replaced.
   *
   * ConflictError when the branch or its pull request holds somebody else's work.
   */
  proposeChange(options: ProposeChangeOptions): Promise<ProposedChange>;

  /** What `proposeChange` would do; reads only. */
  previewChange(options: ProposeChangeOptions): Promise<ChangePreview>;

  /** The present state of a proposed change. */
  getChange(options: { pullRequestUrl: string }): Promise<ChangeState>;

  /** Merges a proposed change if its host allows it and its head is still `commit`. */
  mergeChange(options: {
    pullRequestUrl: string;
    commit: string;
  }): Promise<ChangeState>;
}

export interface PublishRepositoryOptions {
  /** `https://host/owner/name`, or `host?owner=owner&repo=name`. */
  repositoryUrl: string;
  description?: string;
  visibility: Visibility;
  /** Of a new repository; `main` when not given. */
  defaultBranch?: string;
  files: readonly RepositoryFile[];
  message: string;
  author?: Author;
  /** How a repository that is there already, and not empty, is known to be the same one. */
  identity: RepositoryIdentity;
  /** Of the default branch, once it has its first commit; none when not given. */
  protection?: BranchProtection;
}

export interface RepositoryIdentity {
  /** The file that tells, e.g. `catalog-info.yaml`. */
  path: string;
  /** Judges its content, undefined when the repository does not have it. */
  decide(content: string | undefined): IdentityVerdict;
}

export type IdentityVerdict =
  | { result: 'same' }
  | { result: 'other'; reason: string };

/** Where a repository is. */
export type RepositoryAddress = {
  url: string;
  cloneUrl: string;
  /** Root of the default branch, below which the catalog reads files. */
  contentsUrl: string;
  defaultBranch: string;
};

export type PublishedRepository = {
  /**
   * - `created`
   * - `filled`: it was there, empty
   * - `unchanged`: it was there and holds every file as given
   * - `kept`: it was there and has moved on since; nothing was written
   */
  result: 'created' | 'filled' | 'unchanged' | 'kept';
  repository: RepositoryAddress;
  /** Head of the default branch. */
  commit: string;
  /** With `kept`: the files that differ from what was given. */
  differing: string[];
};

export type RepositoryPreview = Omit<PublishedRepository, 'commit'>;

export interface ProposeChangeOptions {
  /** `https://host/owner/name`, or `host?owner=owner&repo=name`. */
  repositoryUrl: string;
  /** The branch that is to change; the default branch when not given. */
  base?: string;
  /** The branch that carries the proposal: two calls that name the same one propose the same thing. */
  branch: string;
  /** Of the pull request, and first line of the commit unless `message` is given. */
  title: string;
  /** Of the pull request, Markdown. */
  body?: string;
  message?: string;
  files: readonly ProposedFile[];
  /** `when-allowed` merges as soon as the host's own rules (approvals, checks, rights) let it. */
  autoMerge: AutoMerge;
  author?: Author;
}

export type AutoMerge = 'when-allowed' | 'never';

export type PullRequestSummary = {
  number: number;
  url: string;
  state: 'open' | 'merged' | 'closed';
  title: string;
};

export type ProposedChange = {
  repositoryUrl: string;
  branch: string;
  /** The merge when merged, the base's head when unchanged, else the proposal's head. */
  commit: string;
} & (
  | {
      /** The base holds exactly this. */
      result: 'unchanged';
      pullRequest?: undefined;
    }
  | {
      /**
       * - `proposed`: open, and not to be merged from here
       * - `merged`: now or before
       */
      result: 'proposed' | 'merged';
      pullRequest: PullRequestSummary;
    }
  | {
      /** People closed a pull request with exactly this content without merging it. */
      result: 'closed';
      pullRequest: PullRequestSummary;
    }
  | {
      /** Open, and not merged for this reason, in the host's own words where it gave one. */
      result: 'waiting';
      pullRequest: PullRequestSummary;
      reason: string;
    }
);

export type ChangePreview = {
  /** What differs between the base and the proposal; empty when there is nothing to do. */
  changes: Array<{
    path: string;
    operation: 'create' | 'update' | 'delete';
  }>;
  /** The pull request that there is for this branch. */
  pullRequest?: PullRequestSummary;
  repositoryUrl: string;
};

export type ChangeState =
  | { state: 'open'; pullRequest: PullRequestSummary; reason?: string }
  | { state: 'merged'; pullRequest: PullRequestSummary; commit: string }
  | { state: 'closed'; pullRequest: PullRequestSummary };
