import { equalJson } from '../json';
import { KubeObject, ObjectMeta } from '../types';
import { CauseList } from './CauseList';
import {
  dnsLabel,
  dnsSubdomain,
  labelValue,
  NameRule,
  pathSegment,
  qualifiedName,
} from './names';

const ANNOTATIONS_LIMIT = 256 * 1024;

/** Kinds whose names are not DNS subdomains. */
const nameRules: Record<string, NameRule> = {
  Namespace: dnsLabel,
  Service: dnsLabel,
  StatefulSet: dnsLabel,
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
  Role: pathSegment,
  RoleBinding: pathSegment,
};

export function validateMetadata(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  const { metadata } = object;
  validateName(list, object);
  validateLabels(list, metadata.labels, 'metadata.labels');
  validateAnnotations(list, metadata.annotations);
  validateFinalizers(list, metadata, before?.metadata);
  validateOwners(list, metadata);
}

function validateName(list: CauseList, { kind, metadata }: KubeObject): void {
  const { name, generateName } = metadata;
  const rule = nameRules[kind] ?? dnsSubdomain;
  if (generateName) {
    // What is appended makes a trailing dash a valid one.
    const prefix = generateName.replace(/-$/, 'a');
    rule(prefix).forEach(problem =>
      list.invalid('metadata.generateName', generateName, problem),
    );
  }
  if (!name) {
    list.required('metadata.name', 'name or generateName is required');
    return;
  }
  rule(name).forEach(problem => list.invalid('metadata.name', name, problem));
}

export function validateLabels(
  list: CauseList,
  labels: Record<string, string> | undefined,
  field: string,
): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    qualifiedName(key).forEach(problem => list.invalid(field, key, problem));
    labelValue(value).forEach(problem => list.invalid(field, value, problem));
  }
}

function validateAnnotations(
  list: CauseList,
  annotations: Record<string, string> = {},
): void {
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
    // Upper case is fine in the key of an annotation.
    qualifiedName(key.toLowerCase()).forEach(problem =>
      list.invalid('metadata.annotations', key, problem),
    );
  }
  if (size > ANNOTATIONS_LIMIT) {
    list.tooLong('metadata.annotations', ANNOTATIONS_LIMIT);
  }
}

function validateFinalizers(
  list: CauseList,
  { finalizers = [] }: ObjectMeta,
  before: ObjectMeta | undefined,
): void {
  for (const finalizer of finalizers) {
    qualifiedName(finalizer).forEach(problem =>
      list.invalid('metadata.finalizers', finalizer, problem),
    );
  }
  if (!before?.deletionTimestamp) return;
  const added = finalizers.filter(name => !before.finalizers?.includes(name));
  if (added.length > 0) {
    const names = added.map(name => JSON.stringify(name)).join(', ');
    list.forbidden(
      'metadata.finalizers',
      `no new finalizers can be added if the object is being deleted, found new finalizers []string{${names}}`,
    );
  }
}

function validateOwners(
  list: CauseList,
  { ownerReferences = [] }: ObjectMeta,
): void {
  ownerReferences.forEach((owner, index) => {
    const field = `metadata.ownerReferences[${index}]`;
    if (!owner.apiVersion) {
      list.invalid(`${field}.apiVersion`, '', 'version must not be empty');
    }
    for (const key of ['kind', 'name', 'uid'] as const) {
      if (!owner[key]) list.invalid(`${field}.${key}`, '', 'must not be empty');
    }
  });
  const controllers = ownerReferences.filter(owner => owner.controller);
  if (controllers.length > 1) {
    const [first, second] = controllers;
    list.invalid(
      'metadata.ownerReferences',
      ownerReferences,
      `Only one reference can have Controller set to true. Found "true" in references for ${first.kind}/${first.name} and ${second.kind}/${second.name}`,
    );
  }
}

/** For the fields of which a kind says that they can never change. */
export function validateImmutable(
  list: CauseList,
  field: string,
  value: unknown,
  before: unknown,
  detail = 'field is immutable',
): void {
  if (!equalJson(value, before)) list.invalid(field, value, detail);
}
