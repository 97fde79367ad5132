import type { Answer } from './Answer';
import type { Check } from './Check';

/** What the portal says of a component: one entry for each environment that it runs or ran in. */
export type ComponentVerdict = {
  entityRef: string;
  environments: readonly EnvironmentVerdict[];
  /** Workloads that other entities claim too, so that they count for none. */
  disputed: readonly DisputedWorkload[];
  /** Which clusters and kinds it was read from, and how fresh each is. */
  sources: readonly SourceFreshness[];
};

export type DisputedWorkload = {
  cluster: string;
  namespace: string;
  workload: { kind: string; name: string };
  /** Those of them that the caller may read. */
  claimedBy: readonly string[];
};

export type EnvironmentVerdict = {
  /** As configured; the namespace's name where no environment is configured for it. */
  environment: string;
  cluster: string;
  namespace: string;
  /** The worst of its containers; absent when nothing runs. */
  answer?: Answer;
  containers: readonly ContainerVerdict[];
};

/** `init` are those that end; a native sidecar counts as `container`. */
export type ContainerRole = 'container' | 'init' | 'ephemeral';

/** One container of one workload, with the digest that its pods run. During a roll-out there are two for a container. */
export type ContainerVerdict = {
  workload: { kind: string; name: string };
  container: string;
  role: ContainerRole;
  /** As the pod's spec names it. */
  image: string;
  /** `sha256:…`; absent while the node has not said which. */
  digest?: string;
  /** What ran here before: findings are new where that one had them not. */
  previousDigest?: string;
  pods: number;
  /** ISO 8601: since when the first of its pods runs this digest. */
  since: string;
  verdict: DigestVerdict;
};

export type DigestVerdict = {
  answer: Answer;
  /** Always all three. */
  checks: readonly Check[];
  signer?: Signer;
  source?: Source;
  scan?: ScanSummary;
  /** ISO 8601: since when the answer is this one; absent while nobody looked. */
  since?: string;
};

export type Signer = {
  /** Certificate identity or key name. */
  identity: string;
  issuer?: string;
  /** Where the entry can be looked at, when the log has pages. */
  log?: { index: string; url?: string };
  /** ISO 8601, as a log or timestamp authority vouches. */
  signedAt?: string;
};

export type Source = {
  repository: string;
  commit?: string;
  commitUrl?: string;
  /** First line of the commit's message. */
  title?: string;
  branch?: string;
  runUrl?: string;
  builder?: string;
};

export const severities = [
  'critical',
  'high',
  'medium',
  'low',
  'unknown',
] as const;

export type Severity = (typeof severities)[number];

export type ScanSummary = {
  /** Who scanned, e.g. `Trivy 0.67` of the pipeline, or of the cluster. */
  scanners: readonly { name: string; from: 'pipeline' | 'cluster' }[];
  /** ISO 8601: the newest scan; absent where nobody says when. */
  scannedAt?: string;
  counts: Readonly<Record<Severity, number>>;
  /** How many of them have a fixed version. */
  fixable: number;
  /** Secrets found in the image, by rule; never their content. */
  secrets: number;
  /** How many packages the image has; absent where no list of them is known. */
  packages?: {
    count: number;
    /** Who made the list, e.g. `Trivy 0.67`. */
    scanner: string;
    /** ISO 8601. */
    asOf: string;
    /** Of the list. */
    serialNumber?: string;
  };
};

/** How fresh what is shown is. */
export type SourceFreshness = {
  /** Absent where it is no cluster. */
  cluster?: string;
  /** `pods`, `replica-sets`, `jobs`, `vulnerability-reports`, `exposed-secret-reports`, `sbom-reports`; without cluster `catalog`, `policy`. */
  kind: string;
  state: 'current' | 'listing' | 'not installed' | 'denied' | 'unreachable';
  /** ISO 8601: when it was last known to be complete; absent when it never was. */
  asOf?: string;
  /** For a person; absent when it is current. */
  cause?: string;
};
