import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { KubernetesObject, ObjectIdentity } from './KubernetesObject';
import { WatchedKind } from './WatchedKind';

/** An object of which something is new to the plugin. */
export interface ProjectedObject<TRow extends JsonObject>
  extends ObjectIdentity {
  /** What `project` made of it. */
  row: TRow;
}

/** What changed in one cluster since the projection was last told. */
export interface ProjectionChange<TRow extends JsonObject> {
  /** Name of the cluster, as configured. */
  cluster: string;
  /**
   * Objects that are gone, to be removed before `upserts` are written: an object that was made
   * anew under its name is in both, with two uids.
   */
  deletes: readonly ObjectIdentity[];
  /** Objects that are new or say something new. */
  upserts: ReadonlyArray<ProjectedObject<TRow>>;
}

/** What a plugin keeps of one kind, and how it writes it into tables of its own. */
export interface Projection<TRow extends JsonObject = JsonObject> {
  readonly kind: WatchedKind;
  /**
   * Raise it when `project` or `apply` write something else than before: everything is
   * listed and written anew.
   */
  readonly revision: number;
  /**
   * What matters of an object, or undefined when nothing does: then it is as if it were
   * deleted. Pure: the same object gives the same row, since what is the same as last time
   * is not written. Leave out what changes without meaning, such as resourceVersion.
   *
   * @throws when the object makes no sense: it is then kept out of the plugin's tables and
   *   counted in the status with the error's message
   */
  project(
    object: KubernetesObject,
    context: { cluster: string },
  ): TRow | undefined;
  /**
   * Writes a change. Everything goes through `tx`: it is committed together with the
   * position in the watch, and rolled back when another replica owns the cluster by now.
   * At most 500 objects at a time; a list or a restart calls it for what differs only.
   */
  apply(tx: Knex.Transaction, change: ProjectionChange<TRow>): Promise<void>;
}
