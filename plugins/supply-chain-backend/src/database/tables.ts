import type { ContainerRole } from '@portolan/plugin-supply-chain-common';
import { type EntityTableRow } from '@portolan/plugin-workloads-node';

/** Rows as they lie in the tables of `migrations/`; times are ISO 8601 in UTC. */

export type PodContainerTableRow = {
  cluster: string;
  pod_uid: string;
  container: string;
  role: ContainerRole;
  namespace: string;
  parent_kind: string;
  parent_name: string;
  workload_kind: string;
  workload_name: string;
  image: string;
  reference: string | null;
  within: string;
  digest: string | null;
  kubernetes_id: string | null;
  started_at: string;
};

export type SourcedEntityTableRow = EntityTableRow & {
  repository: string | null;
};

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

export type RunningTableRow = {
  id: number;
  cluster: string;
  namespace: string;
  workload_kind: string;
  workload_name: string;
  container: string;
  role: ContainerRole;
  image: string;
  digest: string | null;
  previous_digest: string | null;
  image_id: number | null;
  pods: number;
  since: string;
  kubernetes_id: string | null;
  environment: string | null;
  entity_ref: string | null;
  claimed_by: string | null;
  owner: string | null;
  system: string | null;
  search: string;
  answer: number;
  signed: number;
  scanned: number;
  source: number;
  answer_since: string;
  criticals: number | null;
  highs: number | null;
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

export type ReportTableRow = {
  cluster: string;
  uid: string;
  kind: 'vulnerabilities' | 'secrets';
  namespace: string;
  name: string;
  parent_kind: string;
  parent_name: string;
  container: string;
  digest: string | null;
  image: string | null;
  scanner: string;
  scanned_at: string;
  content: string;
};

export type ReportContentTableRow = { content: string; found: Buffer };

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

export type TransitionTableRow = {
  id: number;
  at: string;
  entity_ref: string | null;
  environment: string | null;
  cluster: string | null;
  namespace: string | null;
  workload_kind: string | null;
  workload_name: string | null;
  container: string | null;
  digest: string;
  question: string;
  from: string | null;
  to: string | null;
  code: string | null;
  why: string;
};

declare module 'knex/types/tables' {
  interface Tables {
    pod_containers: PodContainerTableRow;
    entities: SourcedEntityTableRow;
    images: ImageTableRow;
    running: RunningTableRow;
    digest_checks: CheckTableRow;
    reports: ReportTableRow;
    report_contents: ReportContentTableRow;
    findings: FindingTableRow;
    commits: CommitTableRow;
    transitions: TransitionTableRow;
  }
}

/** Values of a finite list as the integer that the tables sort by. */
export const answerRanks = {
  fail: 0,
  unknown: 1,
  'pass with exception': 2,
  pass: 3,
} as const;
