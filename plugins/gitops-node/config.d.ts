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
    /** Who is named for commits that no user is behind; the portal's account on the host when not given. */
    author?: {
      name: string;
      email: string;
    };
  };
}
