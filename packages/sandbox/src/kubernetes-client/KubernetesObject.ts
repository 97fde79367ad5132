/** What every object carries; the fields that the sandbox's controllers look at. */
export type ObjectMeta = {
  name: string;
  namespace?: string;
  generateName?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: ManagedField[];
};

export type OwnerReference = {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
};

export type ManagedField = {
  manager: string;
  operation: string;
  apiVersion?: string;
  subresource?: string;
  fieldsV1?: Record<string, unknown>;
};

/** Any object of a cluster. Its kind decides what `spec` and `status` hold, so they are open. */
export type KubernetesObject = {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: any;
};

/** What names an object within one cluster; the version does not. */
export type ResourceKey = {
  group: string;
  kind: string;
  namespace: string;
  name: string;
};

export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

export function keyOf(object: KubernetesObject): ResourceKey {
  return {
    group: groupOf(object.apiVersion),
    kind: object.kind,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
  };
}

/** The key as text, `apps/Deployment/shop/web`: equal when the keys are. */
export function keyText(key: ResourceKey): string {
  return `${key.group}/${key.kind}/${key.namespace}/${key.name}`;
}

export function annotationOf(
  object: KubernetesObject,
  name: string,
): string | undefined {
  return object.metadata.annotations?.[name];
}
