import {
  Answer,
  answers,
  ContainerRole,
} from '@portolan/plugin-supply-chain-common';
import type { EntityTableRow } from '@portolan/plugin-workloads-node';
import type {
  CheckTableRow,
  CommitTableRow,
  FindingTableRow,
  ImageTableRow,
} from './judgedTables';
import type {
  PodContainerTableRow,
  ReportContentTableRow,
  ReportTableRow,
} from './watchedTables';

export type * from './judgedTables';
export type * from './watchedTables';

/** Rows as they lie in the tables of `migrations/`; times are ISO 8601 in UTC. */

export type SourcedEntityTableRow = EntityTableRow & {
  repository: string | null;
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

export type DailyAnswersTableRow = {
  /** e.g. `2026-11-26`. */
  day: string;
  entity_ref: string;
  fail: number;
  unknown: number;
  excepted: number;
  pass: number;
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
    daily_answers: DailyAnswersTableRow;
  }
}

/** Values of a finite list as the integer that the tables sort by. */
export const answerRanks = {
  fail: 0,
  unknown: 1,
  'pass with exception': 2,
  pass: 3,
} as const;

export function fromRank(rank: number): Answer {
  return answers.find(answer => answerRanks[answer] === rank) ?? 'unknown';
}
