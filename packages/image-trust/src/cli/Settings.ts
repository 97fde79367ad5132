/** Options that every command with registries or trusted roots has. */
export type Settings = {
  policy?: string;
  /** Registries that are asked over plain HTTP, beside loopback addresses. */
  plainHttp?: readonly string[];
  /** Hosts that may be asked for tokens, beside the registries' own. */
  tokenRealm?: readonly string[];
  /** An owner, or a repository of one, whose attestations GitHub is asked for. */
  github?: string;
  /** A folder, or false for none. */
  cache?: string | false;
  /** Whether trusted roots older than a day are refreshed first. */
  refresh?: boolean;
};
