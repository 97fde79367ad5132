import { KubeObject } from '../schema/types';
import { FieldSet } from './FieldSet';

const IDENTITY = FieldSet.fromPaths([
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map(key => ['f:metadata', `f:${key}`]),
]);

/** Without what nobody can own: the fields that say which object it is. */
export function withoutIdentity(fields: FieldSet): FieldSet {
  return fields.difference(IDENTITY);
}

const STATUS = FieldSet.fromPaths([['f:status']]);
const ALL_BUT_STATUS = FieldSet.fromPaths([
  ['f:spec'],
  ['f:metadata', 'f:labels'],
]);

/** What a write to this endpoint cannot change, and so cannot own. */
export function resetFields(options: {
  subresource: string | undefined;
  hasStatusSubresource: boolean;
}): FieldSet {
  if (options.subresource === 'status') return ALL_BUT_STATUS;
  const ownsStatus = options.subresource || !options.hasStatusSubresource;
  return ownsStatus ? FieldSet.empty : STATUS;
}

/** The object without the record of who owns it. */
export function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  return { ...object, metadata };
}
