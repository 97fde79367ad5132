/** Rows of images, the evidence about them and what it was judged to be. */

export type ImageTableRow = {
  id: number;
  reference: string;
  /** Empty where the digest says all. */
  within: string;
  registry: string;
  digest: string;
  index_digest: string | null;
  evidence: Buffer | null;
  as_of: string | null;
  trust: string | null;
  source_commit: string | null;
  verify_at: string;
  attempts: number;
  cause: string | null;
  judge_at: string;
  judge_revision: number;
  claimed_until: string | null;
  unused_since: string | null;
};

export type CheckTableRow = {
  image_id: number;
  /** Empty for what belongs to no component. */
  entity_ref: string;
  question: string;
  answer: string;
  code: string;
  sentence: string;
  expected: string;
  found: string;
  evidence: string;
  next: string | null;
  as_of: string | null;
  facts: string | null;
  since: string;
};

export type FindingTableRow = {
  digest: string;
  vulnerability: string;
  package: string;
  installed_version: string;
  severity: number;
  fixed_version: string | null;
  title: string | null;
  url: string | null;
  pipeline_since: string | null;
  cluster_since: string | null;
  first_seen: string;
};

export type CommitTableRow = {
  repository: string;
  sha: string;
  state: 'on-branch' | 'refused' | 'unknown';
  code: string;
  sentence: string;
  branch: string | null;
  title: string | null;
  url: string | null;
  as_of: string | null;
  ask_at: string;
  attempts: number;
  claimed_until: string | null;
};
