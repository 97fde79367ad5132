/** Rows that every plugin keeps in the same form, in its own database. Times are ISO 8601 in UTC. */

export type OwnerTableRow = {
  cluster: string;
  uid: string;
  namespace: string;
  kind: string;
  name: string;
  owner_kind: string | null;
  owner_name: string | null;
};

/** A plugin's table `entities` may have more columns. */
export type EntityTableRow = {
  entity_ref: string;
  kubernetes_id: string | null;
  owner: string | null;
  system: string | null;
};

export type SyncStatusTableRow = {
  source: string;
  state: string;
  as_of: string | null;
  cause: string | null;
  fingerprint: string | null;
};

declare module 'knex/types/tables' {
  interface Tables {
    owners: OwnerTableRow;
    sync_status: SyncStatusTableRow;
  }
}
