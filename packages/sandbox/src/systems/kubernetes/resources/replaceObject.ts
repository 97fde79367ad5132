import { ServedResource } from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import { badRequest, invalid } from '../status/failures';
import { Operation } from './Operation';
import { ObjectKey, ResourceContext, WriteOptions } from './ResourceContext';
import { createObject } from './createObject';
import { Untrusted, decodeObject } from './decodeObject';
import { strategyOf } from './kinds';
import { updateObject } from './updateObject';

export interface ReplaceOptions {
  type: ServedResource;
  key: ObjectKey;
  subresource?: string;
  body: Untrusted;
  write: WriteOptions;
}

/** PUT of one object. Returns the object as it is then. */
export function* replaceObject(
  context: ResourceContext,
  options: ReplaceOptions,
): Operation<{ object: KubeObject; created: boolean }> {
  const { type, key, write } = options;
  const object = decodeObject(context, type, options.body, write);
  const { name = '', resourceVersion } = object.metadata;
  if (name !== key.name) {
    throw badRequest(
      name
        ? `the name of the object (${name}) does not match the name on the URL (${key.name})`
        : 'the name of the object () does not match the name on the URL',
    );
  }
  const exists = context.store.get(type.storage.id, key);
  if (!exists && !options.subresource && strategyOf(type).createOnUpdate) {
    const created = yield* createObject(context, {
      type,
      namespace: key.namespace,
      body: object,
      write,
    });
    return { object: created, created: true };
  }
  if (exists && type.definition && !resourceVersion) {
    throw invalid({ group: type.group, kind: type.resource }, name, [
      {
        reason: 'FieldValueInvalid',
        message: 'Invalid value: 0: must be specified for an update',
        field: 'metadata.resourceVersion',
      },
    ]);
  }
  return {
    object: yield* updateObject(context, { ...options, change: () => object }),
    created: false,
  };
}
