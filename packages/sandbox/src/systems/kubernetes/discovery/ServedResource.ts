import { createHash } from 'node:crypto';
import { Gvk, KubeObject } from '../schema/types';

/** A part of a resource with a path of its own: `deployments/scale`. */
export interface Subresource {
  name: string;
  /** What is read and written there; its group and version when they are not the resource's. */
  kind: string;
  group?: string;
  version?: string;
  verbs: readonly string[];
}

/** A resource in one of its versions, built in or defined by a CustomResourceDefinition. */
export interface ServedResource {
  group: string;
  version: string;
  /** `deployments`: what stands in the path. */
  resource: string;
  singular: string;
  kind: string;
  listKind: string;
  namespaced: boolean;
  verbs: readonly string[];
  shortNames: readonly string[];
  categories: readonly string[];
  subresources: readonly Subresource[];
  /** Absent for resources that are never kept, the reviews. */
  storageVersionHash?: string;
  /** In which form objects are kept; versions of one resource share it. */
  storage: {
    /** `deployments.apps`, `pods`. */
    id: string;
    group: string;
    version: string;
  };
  /** What whoever uses this version is told, for those that are to go. */
  deprecationWarning?: string;
  /** The CustomResourceDefinition, for custom resources. */
  definition?: KubeObject;
}

export function gvkOfResource(type: ServedResource): Gvk {
  return { group: type.group, version: type.version, kind: type.kind };
}

/** The kind in the version in which its objects are kept. */
export function storedGvk(type: ServedResource): Gvk {
  return {
    group: type.storage.group,
    version: type.storage.version,
    kind: type.kind,
  };
}

/** `deployments.apps`, or `pods` in the core group. */
export function resourceId(group: string, resource: string): string {
  return group ? `${resource}.${group}` : resource;
}

/** `apps/v1`, or `v1` in the core group. */
export function groupVersionOf(type: {
  group: string;
  version: string;
}): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}

/** Lets clients see that two versions are one resource: the same in every API server. */
export function hashOfStorageVersion(gvk: Gvk): string {
  return createHash('sha256')
    .update(`${gvk.group}/${gvk.version}/${gvk.kind}`)
    .digest()
    .subarray(0, 8)
    .toString('base64');
}
