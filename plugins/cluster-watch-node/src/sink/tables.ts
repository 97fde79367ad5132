import { WatchCause, WatchState } from '../status/WatchStatus';

/** SQLite keeps times as milliseconds, PostgreSQL's driver gives dates. */
export type StoredTime = Date | number | string;

/** Where a watch is, and how fresh: a row of `cluster_watch_targets`. */
export interface TargetRow {
  id: number;
  cluster: string;
  kind: string;
  /** Empty: all namespaces. */
  namespace: string;
  fingerprint: string;
  api_version: string | null;
  resource_version: string | null;
  state: WatchState;
  state_since: StoredTime;
  cause_code: WatchCause['code'] | null;
  cause_message: string | null;
  listed_at: StoredTime | null;
  confirmed_at: StoredTime | null;
  last_event_at: StoredTime | null;
}

/** What a projection was last told of an object: a row of `cluster_watch_objects`. */
export interface ObjectRow {
  target_id: number;
  key: string;
  uid: string;
  /** Empty when the object was rejected. */
  hash: string;
  rejection: string | null;
}

export const TARGETS = 'cluster_watch_targets';
export const OBJECTS = 'cluster_watch_objects';
