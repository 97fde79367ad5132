import {
  resultStates,
  severities,
  type ResultState,
  type Severity,
  type Stage,
} from '@portolan/plugin-guardrails-common';
import type {
  AssignedColumns,
  WorkloadKey,
} from '@portolan/plugin-workloads-node';

export type PodTableRow = WorkloadKey & {
  uid: string;
  name: string;
  parent_kind: string;
  parent_name: string;
  kubernetes_id: string | null;
  /** JSON of a `MeshPod`. */
  facts: string;
};

export type WorkloadTableRow = WorkloadKey &
  AssignedColumns & {
    pods: number;
    kubernetes_id: string | null;
    gone_since: string | null;
  };

export const factTables = [
  'namespaces',
  'policies',
  'bindings',
  'exceptions',
  'peer_authentications',
] as const;

export type FactTable = (typeof factTables)[number];

export type FactTableRow = {
  cluster: string;
  uid: string;
  namespace: string;
  name: string;
  facts: string;
  text: string | null;
};

export type ResultTableRow = WorkloadKey & {
  id: string;
  subject: string;
  report_uid: string;
  resource_api_version: string;
  resource_kind: string;
  resource_name: string;
  source: string;
  policy: string;
  rule: string | null;
  control: string;
  stage: Stage;
  result: number;
  severity: number;
  category: string | null;
  message: string;
  field: string | null;
  validation: number | null;
  exceptions: string;
  evaluated_at: string | null;
  first_seen: string;
  counted: number;
  search: string;
};

export type TransitionTableRow = WorkloadKey & {
  id: number;
  at: string;
  source: string;
  policy: string;
  rule: string | null;
  control: string;
  stage: string;
  from: string | null;
  to: string | null;
  why: string;
};

/** Numbers that sort the worst first. */
export const rankOfResult = (state: ResultState) => resultStates.indexOf(state);
export const rankOfSeverity = (severity: Severity) =>
  severities.indexOf(severity);
export const resultOfRank = (rank: number): ResultState =>
  resultStates[rank] ?? 'unknown';
export const severityOfRank = (rank: number): Severity =>
  severities[rank] ?? 'unknown';

declare module 'knex/types/tables' {
  interface Tables {
    bindings: FactTableRow;
    exceptions: FactTableRow;
    fact_revisions: { cluster: string; revision: number };
    namespaces: FactTableRow;
    peer_authentications: FactTableRow;
    pods: PodTableRow;
    policies: FactTableRow;
    results: ResultTableRow;
    result_transitions: TransitionTableRow;
    workloads: WorkloadTableRow;
  }
}
