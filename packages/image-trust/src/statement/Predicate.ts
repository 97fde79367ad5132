/**
 * What a signed statement says, in one shape for every tool that writes it.
 * It is the signer's word: true only as far as the signer is trusted.
 */
export type Predicate =
  | ImageSignature
  | Provenance
  | VulnerabilityScan
  | Sbom
  | Vex
  | VerificationSummary
  | OtherPredicate
  | UnreadablePredicate;

/** Cosign 3's image signature: an empty predicate that says "this image is mine". */
export type ImageSignature = { kind: 'signature' };

/** How and from what an image was built. */
export type Provenance = {
  kind: 'provenance';
  /** SLSA's version of the predicate. */
  version: 'v0.1' | 'v0.2' | 'v1';
  /** What built it, e.g. `https://github.com/acme/shop/.github/workflows/ci.yaml@refs/heads/main`. */
  builder: string | undefined;
  buildType: string | undefined;
  source: Source | undefined;
  /** The run that built it. */
  invocation: string | undefined;
  startedAt: Date | undefined;
  finishedAt: Date | undefined;
};

/** The source that a build began with. */
export type Source = {
  /** Normalised: `https://host/path`, without `.git`, ref or credentials. */
  repository: string;
  /** As the builder wrote it. */
  uri: string;
  /** Hexadecimal, lower case. */
  commit: string | undefined;
  /** e.g. `refs/heads/main`. */
  ref: string | undefined;
  /** The workflow or build file in the repository. */
  entryPoint: string | undefined;
};

/** Vulnerabilities that a scanner found. */
export type VulnerabilityScan = {
  kind: 'vulnerabilities';
  scanner: { uri: string; version: string | undefined };
  /** When the scanner's database was made; absent where the scanner does not say. */
  databaseUpdatedAt: Date | undefined;
  /** When the scan ended, as the scanner wrote it; the signature's time is better proof of age. */
  scannedAt: Date | undefined;
  /** False where the predicate holds no result that we can read: then `findings` proves nothing. */
  readable: boolean;
  /**
   * Whether the format says which version is free of a finding. Where it does
   * not, a finding without `fixedVersion` may well have one.
   */
  fixesKnown: boolean;
  findings: readonly Finding[];
};

export const severities = [
  'critical',
  'high',
  'medium',
  'low',
  'negligible',
  'unknown',
] as const;

export type Severity = (typeof severities)[number];

export type Finding = {
  /** e.g. `CVE-2026-1234`. */
  id: string;
  severity: Severity;
  /** Package and installed version, where the scanner says. */
  package: string | undefined;
  installedVersion: string | undefined;
  /** The version that is free of it; absent when there is none or the scanner does not say. */
  fixedVersion: string | undefined;
};

/** What an image is made of. */
export type Sbom = {
  kind: 'sbom';
  format: 'cyclonedx' | 'spdx';
  version: string | undefined;
  createdAt: Date | undefined;
  tools: readonly string[];
  /** How many components or packages it lists. */
  components: number;
};

/** Which vulnerabilities do and do not matter, after somebody looked. */
export type Vex = {
  kind: 'vex';
  author: string | undefined;
  issuedAt: Date | undefined;
  statements: readonly VexStatement[];
};

export type VexStatement = {
  vulnerability: string;
  aliases: readonly string[];
  status: 'not_affected' | 'affected' | 'fixed' | 'under_investigation';
  justification: string | undefined;
  /** Products as written, e.g. package URLs; the statement is about these only. */
  products: readonly string[];
};

/** That somebody verified an image against a policy. */
export type VerificationSummary = {
  kind: 'verification-summary';
  verifier: string;
  verifiedAt: Date | undefined;
  resource: string | undefined;
  policy: string | undefined;
  result: 'PASSED' | 'FAILED';
  levels: readonly string[];
};

/** A predicate that is not read here. */
export type OtherPredicate = { kind: 'other'; predicateType: string };

/** A predicate of a known type whose content is not what its type promises. */
export type UnreadablePredicate = {
  kind: 'unreadable';
  predicateType: string;
  /** Which field, and why. */
  found: string;
};
