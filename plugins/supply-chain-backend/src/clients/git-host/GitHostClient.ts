/** A repository at a Git host, and a commit that somebody says is in it. */
export type CommitQuestion = {
  /** `https://host/path`. */
  repository: string;
  /** Hexadecimal. */
  sha: string;
  /** The default branch when undefined. */
  branch?: string;
};

export type CommitFacts = {
  branch: string;
  isProtected: boolean;
  isOnBranch: boolean;
  /** First line of the commit's message. */
  title?: string;
  /** Where people look at it. */
  url?: string;
};

/** Asks one kind of Git host. */
export interface GitHostClient {
  /** @throws GitHostError */
  getCommit(question: CommitQuestion): Promise<CommitFacts>;
}
