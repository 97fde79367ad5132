export interface Config {
  /** How the portal changes Git repositories. */
  gitops?: {
    /**
     * The GitOps repository that changes are proposed to, e.g.
     * `https://git.example.com/meridian/platform-gitops`. Its host is configured under `integrations`.
     */
    repositoryUrl?: string;
    /**
     * Whether the portal merges what it proposed as soon as the Git host's own rules
     * (approvals, checks, rights) allow it. `never` when not given.
     */
    autoMerge?: 'when-allowed' | 'never';
    /** Who is named for commits of the portal itself. */
    author?: {
      /** `Portolan` when not given. */
      name?: string;
      /** `portolan@localhost` when not given. */
      email?: string;
    };
  };
}
