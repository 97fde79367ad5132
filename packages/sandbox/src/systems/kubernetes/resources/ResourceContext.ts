import { ServedResources } from '../discovery/ServedResources';
import { Schemas } from '../schema';
import { ObjectStore } from '../storage/ObjectStore';
import { Admission } from './Admission';
import { Webhooks } from './Webhooks';

/** What every operation on resources works with. */
export interface ResourceContext {
  readonly store: ObjectStore;
  readonly served: ServedResources;
  readonly schemas: Schemas;
  readonly admission: Admission;
  readonly webhooks: Webhooks;
  readonly now: () => Date;
}

/** Who asks, as authentication found out. */
export interface UserInfo {
  username: string;
  uid?: string;
  groups: readonly string[];
  extra?: Record<string, string[]>;
}

/** How a write was asked for. */
export interface WriteOptions {
  user: UserInfo;
  fieldManager: string;
  /** Everything happens but the write itself. */
  dryRun: boolean;
  fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  /** Told what becomes a `Warning` header. */
  warn: (message: string) => void;
}

/** One object in a path. */
export interface ObjectKey {
  namespace?: string;
  name: string;
}

/** Times in objects have whole seconds. */
export function formatTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
