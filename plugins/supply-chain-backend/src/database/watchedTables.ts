import type { ContainerRole } from '@portolan/plugin-supply-chain-common';

/** Rows of what clusters say, as they lie in the tables. */

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

export type ReportTableRow = {
  cluster: string;
  uid: string;
  kind: 'vulnerabilities' | 'secrets' | 'packages';
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
  recognised: number;
  serial_number: string | null;
};

export type ReportContentTableRow = { content: string; found: Buffer };
