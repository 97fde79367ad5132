import type { Digest } from '../oci/digest';
import type { InTotoStatement } from './inTotoStatement';

/**
 * What a piece of evidence proves about an image digest. Every field of a
 * verified one is covered by the signature, the certificate, the log or the
 * timestamp authority; what nobody vouches for is left out.
 */
export type Verdict = Verified | Failed;

/** Evidence that holds in at least one trust domain. */
export type Verified = {
  result: 'verified';
  /** The names of all trust domains in which it holds, in their order; never empty. */
  domains: readonly string[];
  signer: Signer;
  content: SignedContent;
  /** Entries of transparency logs, inclusion and content checked. */
  log: readonly LogEntry[];
  /** Times that a log or a timestamp authority vouches for, oldest first. Empty where a key's domain asks for none. */
  times: readonly TrustedTime[];
};

/** Evidence that holds in no trust domain. */
export type Failed = {
  result: 'failed';
  /** The failure that came closest to being accepted. */
  code: FailureCode;
  /** What had to be there, for a person. */
  expected: string;
  /** What was there instead, for a person. It quotes the evidence and proves nothing. */
  found: string;
  /** The domain that `code` is from; absent where no domain was asked. */
  domain?: string;
  /** One failure for each domain that was asked. */
  tried: readonly DomainFailure[];
};

/** Why evidence does not hold in one domain. */
export type DomainFailure = {
  domain: string;
  code: FailureCode;
  expected: string;
  found: string;
};

/** Every reason for which evidence is refused. */
export const failureCodes = [
  /** Bytes that are not what they say, or are larger than anything real. */
  'MALFORMED',
  /** Well formed, but of a kind that is not verified here. */
  'UNSUPPORTED',
  /** The signature is about another digest. */
  'SUBJECT_MISMATCH',
  /** No trust domain was given. */
  'NO_TRUST_DOMAIN',
  /** No certificate authority of the domain issued the certificate. */
  'UNKNOWN_CA',
  /** No key of the domain is the one that the evidence names. */
  'UNKNOWN_KEY',
  /** The certificate is not one that may sign: it is an authority's, or for another purpose, or names nobody. */
  'CERT_NOT_FOR_SIGNING',
  'CERT_NOT_VALID_AT_SIGNING',
  'KEY_NOT_VALID_AT_SIGNING',
  /** Fewer trusted times than the domain asks for. */
  'NO_TRUSTED_TIME',
  /** A timestamp that no authority of the domain made for this signature. */
  'TIMESTAMP_INVALID',
  'SCT_MISSING',
  'SCT_INVALID',
  /** Fewer log entries than the domain asks for. */
  'TLOG_MISSING',
  /** An entry that no log of the domain holds. */
  'TLOG_INVALID',
  /** An entry that is of another signature, content, certificate or key. */
  'TLOG_MISMATCH',
  'SIGNATURE_INVALID',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** Who signed. */
export type Signer = CertificateSigner | KeySigner;

/** The holder of a short-lived certificate: a workflow, a machine or a person. */
export type CertificateSigner = {
  kind: 'certificate';
  /** Subject alternative name, e.g. `https://github.com/acme/shop/.github/workflows/ci.yaml@refs/heads/main`. */
  identity: string;
  identityType: 'uri' | 'email' | 'username';
  /** Who vouched for the identity, e.g. `https://token.actions.githubusercontent.com`. Worth only as much as the domain's authority. */
  issuer: string | undefined;
  build: BuildIdentity;
  /** SHA-256 of the certificate. */
  certificate: Digest;
  notBefore: Date;
  notAfter: Date;
};

/** The holder of a key that a trust domain lists. */
export type KeySigner = {
  kind: 'key';
  /** SHA-256 of the public key (SPKI, DER). */
  key: Digest;
  /** The key's name in the first domain of {@link Verified.domains}. */
  name: string;
};

/**
 * What Fulcio wrote into the certificate about the build that asked for it.
 *
 * @see https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 */
export type BuildIdentity = {
  /** .9: the reusable or called workflow, which is the builder. */
  buildSignerUri?: string;
  buildSignerDigest?: string;
  runnerEnvironment?: string;
  /** .12 (or the older .5): the repository that was built. */
  sourceRepository?: string;
  /** .13 (or the older .3): the commit. */
  sourceCommit?: string;
  /** .14 (or the older .6): the ref. */
  sourceRef?: string;
  sourceRepositoryId?: string;
  sourceOwner?: string;
  sourceOwnerId?: string;
  buildConfigUri?: string;
  buildConfigDigest?: string;
  /** .20 (or the older .2), e.g. `push`. */
  buildTrigger?: string;
  runInvocationUri?: string;
  sourceVisibility?: string;
  deploymentEnvironment?: string;
};

/** An entry of a transparency log. */
export type LogEntry = {
  /** The log's address as the trust domain knows it. */
  log: string;
  /** Hexadecimal. */
  logId: string;
  /** Position in the log; absent where neither promise nor proof covers it. */
  index?: string;
  /** e.g. `hashedrekord/0.0.1`. */
  kind: string;
  /** What vouches for the entry. */
  by: readonly ('promise' | 'proof')[];
};

/** A moment at which the signature was there already. */
export type TrustedTime = { time: Date; from: 'log' | 'timestamp-authority' };

/** What the signature is over, which is bound to the image digest already. */
export type SignedContent =
  /** Cosign's simple signing: "this image is mine". */
  | { form: 'simple-signing'; annotations: Readonly<Record<string, unknown>> }
  /** An in-toto statement, with Cosign 3's signatures among them. */
  | { form: 'statement'; statement: InTotoStatement }
  /** A signature over the bytes of the image's manifest. */
  | { form: 'manifest' };
