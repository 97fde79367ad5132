import type { ClusterApi } from './ClusterApi';
import { apiVersionOf, Gvk, KubeObject, OwnerReference } from '../schema/types';

/** The owner reference that a controller puts on what it makes. */
export function controllerReference(
  gvk: Gvk,
  owner: KubeObject,
): OwnerReference {
  return {
    apiVersion: apiVersionOf(gvk),
    kind: gvk.kind,
    name: owner.metadata.name ?? '',
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The reference to what controls an object, when it is of this kind. */
export function controllerOf(
  object: KubeObject,
  gvk: Gvk,
): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(
    reference => reference.controller && reference.kind === gvk.kind,
  );
}

/** Objects of a kind that `owner` controls. */
export function controlledBy(
  api: ClusterApi,
  gvk: Gvk,
  owner: KubeObject,
): KubeObject[] {
  return api
    .list(gvk, { namespace: owner.metadata.namespace })
    .filter(object =>
      object.metadata.ownerReferences?.some(
        reference =>
          reference.controller && reference.uid === owner.metadata.uid,
      ),
    );
}

/** The key of an object. */
export function keyOf(object: KubeObject) {
  return {
    namespace: object.metadata.namespace,
    name: object.metadata.name ?? '',
  };
}
