import type { Gvk } from '../schema/types';
import type { ClusterEvent, ObjectKey } from './ClusterApi';
import { controllerOf, keyOf } from './owners';

/** The workload to look at again after a change of itself or of one of its Pods. */
export function keysOfWorkload(
  workload: Gvk,
  { gvk, object }: ClusterEvent,
): ObjectKey[] {
  if (gvk.kind === workload.kind) return [keyOf(object)];
  const owner = controllerOf(object, workload);
  const { namespace } = object.metadata;
  return owner ? [{ namespace, name: owner.name }] : [];
}
