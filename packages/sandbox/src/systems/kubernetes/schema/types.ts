/** Group, version and kind; `group` is empty for the core API. */
export type Gvk = { group: string; version: string; kind: string };

/** Who owns an object: the garbage collector deletes it after its last owner. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** One field manager's fields, as server-side apply keeps them. */
export interface ManagedFieldsEntry {
  manager?: string;
  operation?: 'Apply' | 'Update';
  apiVersion?: string;
  time?: string;
  fieldsType?: string;
  fieldsV1?: Record<string, unknown>;
  subresource?: string;
}

export interface ObjectMeta {
  name?: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: ManagedFieldsEntry[];
}

/** Any object of the Kubernetes API, as JSON. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** One reason of an `Invalid` Status: `details.causes[]` has the same shape. */
export interface Cause {
  reason: string;
  message: string;
  field: string;
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(gvk: { group: string; version: string }): string {
  return gvk.group ? `${gvk.group}/${gvk.version}` : gvk.version;
}

export function gvkOf(object: { apiVersion: string; kind: string }): Gvk {
  const slash = object.apiVersion.indexOf('/');
  return {
    group: slash < 0 ? '' : object.apiVersion.slice(0, slash),
    version: object.apiVersion.slice(slash + 1),
    kind: object.kind,
  };
}

/** `apis/apps/v1`, or `api/v1` for the core group: how the OpenAPI index names a group version. */
export function groupVersionPathOf(gvk: {
  group: string;
  version: string;
}): string {
  return gvk.group ? `apis/${gvk.group}/${gvk.version}` : `api/${gvk.version}`;
}
