import type { Gvk } from '../schema/types';
import type { ClusterApi, ClusterEvent, ObjectKey } from './ClusterApi';

/** Asks to be called again for a key, after a change or after some time. */
export type Again = (key: ObjectKey, afterMs: number) => void;

/**
 * One level-triggered loop: it is told that something about a key may have
 * changed, reads how things stand, and does what is missing. Being called
 * once too often does nothing.
 */
export interface Controller {
  readonly name: string;
  /** Kinds whose changes concern it. */
  readonly watches: readonly Gvk[] | 'all';
  /** Keys to look at again after this change. */
  keysOf(event: ClusterEvent, api: ClusterApi): ObjectKey[];
  /** Every key there is, for the start. */
  allKeys(api: ClusterApi): ObjectKey[];
  reconcile(key: ObjectKey, again: Again): Promise<void>;
}
