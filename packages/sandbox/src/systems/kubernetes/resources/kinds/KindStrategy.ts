import { KubeObject } from '../../schema/types';
import { ResourceContext } from '../ResourceContext';

/** What one kind does differently when it is written. Objects are in their stored version and may be changed in place. */
export interface KindStrategy {
  /** The status that a fresh object starts with, or 'given': that of the request. */
  initialStatus?: 'given' | ((object: KubeObject) => object | undefined);
  prepareForCreate?(object: KubeObject, context: ResourceContext): void;
  prepareForUpdate?(
    object: KubeObject,
    before: KubeObject,
    context: ResourceContext,
  ): void;
  /** The part of an object whose changes its generation counts; absent: all but metadata and status. */
  desiredState?(object: KubeObject): object;
  /** A PUT of what does not exist creates it. */
  createOnUpdate?: boolean;
  /** Seconds that a deleted object still lives; `asked` by whom deletes it. */
  gracePeriodSeconds?(object: KubeObject, asked?: number): number;
  /** DELETE answers with the object that is gone, not with a Status. */
  answersDeleted?: boolean;
  /** Something besides `metadata.finalizers` that holds a deleted object. */
  holdsDeletion?(object: KubeObject): boolean;
  /** Marks an object as deleted when deletion is a matter of its own; absent: the usual marks. */
  markDeleted?(object: KubeObject, deletionTimestamp: string): void;
}
