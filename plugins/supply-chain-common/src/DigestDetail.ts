import type { DigestVerdict } from './Verdict';

/** Everything that is known of one digest. */
export type DigestDetail = {
  digest: string;
  /** In each repository that it runs from. */
  images: readonly DigestImage[];
  /** Secrets that scanners found in it, by rule; never their content. */
  secrets: readonly SecretFinding[];
};

export type DigestImage = {
  /** e.g. `registry.example.com/acme/shop@sha256:…`. */
  reference: string;
  /** As pods name it. */
  image: string;
  /** The multi-arch index that lists it, where one is known. */
  index?: string;
  /** One for each component that it runs for; without `entityRef` for what belongs to none. */
  verdicts: readonly (DigestVerdict & { entityRef?: string })[];
  /** ISO 8601: when the registry was last read to its end. */
  asOf?: string;
  /** ISO 8601: when it is read again. */
  nextAt?: string;
  /** What the last reading failed at, where it did. */
  cause?: string;
  /** The report of image-trust about all evidence: its `schema/report`. Absent while nothing was read. */
  report?: unknown;
};

export type SecretFinding = {
  rule: string;
  title: string;
  severity: string;
  /** The file in the image. */
  target: string;
  count: number;
};
