import type { KeyDefinition, Thresholds } from './TrustDomain';

/** Where a trusted root comes from. */
export type RootSource =
  /** The public-good instance of Sigstore, with the root that is shipped until the mirror was reached. */
  | { from: 'public-good' }
  /** A TUF mirror, and the file with its first `root.json`, which everything else is checked against. */
  | { from: 'tuf'; mirrorUrl: string; initialRoot: string }
  /** A file, for installations without network; it is read again at each refresh. */
  | { from: 'file'; path: string };

/** A key in the configuration, or in a file. */
export type KeySource =
  | KeyDefinition
  | (Omit<KeyDefinition, 'pem'> & { path: string });

/** A trust domain as an operator configures it. */
export type TrustDomainSource = {
  name: string;
  thresholds?: Partial<Thresholds>;
} & (
  | { signers: 'certificates'; root: RootSource }
  | { signers: 'keys'; keys: readonly KeySource[]; root?: RootSource }
);

/** The public-good instance of Sigstore, as `cosign` trusts it without configuration. */
export const publicGood: TrustDomainSource = {
  name: 'public-good',
  signers: 'certificates',
  root: { from: 'public-good' },
};

/**
 * GitHub's own instance, which signs for private repositories: it has no
 * public log, and its timestamp authority tells the time.
 */
export function githubDomain(options: {
  /** The file with the first `root.json` of `tuf-repo.github.com`. */
  initialRoot: string;
}): TrustDomainSource {
  return {
    name: 'github',
    signers: 'certificates',
    root: {
      from: 'tuf',
      mirrorUrl: 'https://tuf-repo.github.com',
      initialRoot: options.initialRoot,
    },
    thresholds: { log: 0, sct: 0, timestamps: 1 },
  };
}
