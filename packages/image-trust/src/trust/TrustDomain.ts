import type { TrustMaterial } from '@sigstore/verify';
import type { Digest } from '../oci/digest';
import type { TrustedKey } from './TrustedKey';

/** How many independent proofs a signature needs in a domain. */
export type Thresholds = {
  /** Entries of the domain's transparency logs. */
  log: number;
  /** Signed certificate timestamps, which prove that the certificate was made public. */
  sct: number;
  /** Trusted times: promises of a log, or timestamps of an authority. */
  timestamps: number;
};

/**
 * Somebody to trust, and what they must have done to be believed: a Sigstore
 * deployment that issues certificates, or a set of keys. An identity means
 * something within its domain only, for anybody may run an authority that
 * writes any name.
 */
export type TrustDomain = {
  name: string;
  /** Whose signatures count: holders of certificates, or of the keys. */
  signers: 'certificates' | 'keys';
  thresholds: Thresholds;
  material: Omit<TrustMaterial, 'publicKey'>;
  keys: readonly TrustedKey[];
  /** What it was made of, as plain data, so that another thread can make it again. */
  definition: TrustDomainDefinition;
  /** Changes with anything that a verdict depends on. */
  fingerprint: Digest;
};

/** What a trust domain is made of, everything read already. */
export type TrustDomainDefinition = {
  name: string;
  /** What is left out is the default: 1 of each that the domain can have. */
  thresholds?: Partial<Thresholds>;
} & (
  | {
      signers: 'certificates';
      /** A trusted root as JSON: `application/vnd.dev.sigstore.trustedroot+json`. */
      trustedRoot: unknown;
    }
  | {
      signers: 'keys';
      keys: readonly KeyDefinition[];
      /** For its logs and timestamp authorities only. */
      trustedRoot?: unknown;
    }
);

export type KeyDefinition = {
  name: string;
  /** PEM, `BEGIN PUBLIC KEY`. */
  pem: string;
  /** Signatures count only when made in this time; that needs trusted times. */
  validFor?: { start: Date; end?: Date };
};
