import { mapAt, mapsAt } from '../defaults/fields';
import { JsonMap } from '../json';
import { KubeObject } from '../types';
import { CauseList } from './CauseList';
import { validateImmutable } from './metadata';

/** A CustomResourceDefinition, as far as a wrong one would break the server that registers it. */
export function validateDefinition(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  const spec = mapAt(object, 'spec') ?? {};
  const names = mapAt(spec, 'names') ?? {};
  const expected = `${names.plural}.${spec.group}`;
  if (object.metadata.name && object.metadata.name !== expected) {
    list.invalid(
      'metadata.name',
      object.metadata.name,
      'must be spec.names.plural+"."+spec.group',
    );
  }
  if (!spec.group) list.required('spec.group');
  for (const key of ['plural', 'singular', 'kind', 'listKind']) {
    if (!names[key]) list.required(`spec.names.${key}`);
  }
  if (!spec.scope) list.required('spec.scope');
  else list.oneOf('spec.scope', spec.scope, ['Cluster', 'Namespaced']);
  validateVersions(list, mapsAt(spec, 'versions'));
  if (before) {
    const old = mapAt(before, 'spec') ?? {};
    validateImmutable(list, 'spec.scope', spec.scope, old.scope);
    const oldKind = mapAt(old, 'names')?.kind;
    validateImmutable(list, 'spec.names.kind', names.kind, oldKind);
  }
}

function validateVersions(list: CauseList, versions: readonly JsonMap[]): void {
  if (versions.filter(version => version.storage === true).length !== 1) {
    list.invalid(
      'spec.versions',
      versions,
      'must have exactly one version marked as storage version',
    );
  }
  versions.forEach((version, index) => {
    const field = `spec.versions[${index}].schema.openAPIV3Schema`;
    const schema = mapAt(mapAt(version, 'schema'), 'openAPIV3Schema');
    if (!schema) list.required(field, 'schemas are required');
    else if (schema.type !== 'object') {
      if (!schema.type) {
        list.required(`${field}.type`, 'must not be empty at the root');
      } else {
        list.invalid(
          `${field}.type`,
          schema.type,
          'must be object at the root',
        );
      }
    }
  });
}
