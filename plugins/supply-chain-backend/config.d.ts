import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Whether what runs is signed, scanned and built from a commit that we control. */
  supplyChain?: {
    /**
     * File of the policy that images are judged by, an `image-trust.yaml`. A relative path
     * starts where the backend was started. Without it, nothing is known to be signed.
     */
    policy?: string;
    /** Registries that want credentials. Others are asked anonymously. */
    registries?: Array<{
      /** Host and port, e.g. `ghcr.io`; `docker.io` for Docker Hub. */
      host: string;
      username: string;
      /** @visibility secret */
      password: string;
      /** Hosts, beside its own, where it may send for a token. */
      realms?: string[];
    }>;
    /** Registries that are asked over plain HTTP; loopback addresses always are. */
    plainHttpRegistries?: string[];
    /** Folder for what is kept of trust roots between restarts; below the system's temporary folder when not given. */
    cacheDirectory?: string;
    verification?: {
      /** How often the evidence of an image is read again; 1 hour when not given. */
      every?: HumanDuration;
      /** How long evidence that cannot be read again still counts; 24 hours when not given. */
      staleAfter?: HumanDuration;
      /** Images that this replica reads at once; 4 when not given, 0 for none. */
      concurrency?: number;
      /** Threads that verify signatures; 1 when not given. */
      threads?: number;
    };
    /** What is asked of scanners in clusters, for images whose rule in the policy says nothing of scans. */
    scans?: {
      /** 48 hours when not given. */
      maxAge?: HumanDuration;
      /** Findings that are accepted by severity; `critical: 0` when not given. */
      max?: {
        critical?: number;
        high?: number;
        medium?: number;
        low?: number;
        unknown?: number;
      };
      /** Leaves out findings that no version is free of yet. */
      ignoreUnfixed?: boolean;
    };
    commits?: {
      /** How often the Git host is asked again about a commit on a protected branch; 24 hours when not given. */
      every?: HumanDuration;
      /** The branch that counts; the repository's default branch when not given. */
      branch?: string;
      /** Whether a branch without protection is enough; `false` when not given. */
      acceptUnprotected?: boolean;
    };
    /** How often the catalog's components are read; 30 seconds when not given. */
    catalogEvery?: HumanDuration;
    /** How long transitions and what no longer runs are kept; 180 days when not given. */
    retention?: HumanDuration;
  };
}
