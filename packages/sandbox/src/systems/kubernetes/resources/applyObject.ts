import YAML from 'yaml';
import { applyConfiguration } from '../apply';
import { gvkOfResource } from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import {
  applyConflict,
  badRequest,
  conflict,
  invalidOptions,
} from '../status/failures';
import { Operation } from './Operation';
import { ResourceContext } from './ResourceContext';
import { toServedVersion } from './convertVersion';
import { createObject } from './createObject';
import { Untrusted, decodeObject, decodeTypes } from './decodeObject';
import { patched } from './patchFunction';
import type { PatchOptions, PatchResult } from './patchObject';
import { updateObject } from './updateObject';

/** PATCH that applies a configuration: creates the object when it is not there. */
export function* applyObject(
  context: ResourceContext,
  options: PatchOptions,
): Operation<PatchResult> {
  const { type, key, write } = options;
  if (!options.fieldManager) {
    throw invalidOptions('PatchOptions', {
      reason: 'FieldValueRequired',
      message: 'Required value: is required for apply patch',
      field: 'fieldManager',
    });
  }
  const applied = readConfiguration(context, options);
  const stored = context.store.get(type.storage.id, key);
  const live = stored && toServedVersion(type, stored);
  const { resourceVersion } = applied.metadata;
  if (resourceVersion && resourceVersion !== live?.metadata.resourceVersion) {
    throw conflict(type, key.name);
  }
  const merge = (current?: KubeObject): KubeObject => {
    const outcome = patched(() =>
      applyConfiguration({
        schemas: context.schemas,
        gvk: gvkOfResource(type),
        live: current,
        applied,
        manager: write.fieldManager,
        force: options.force,
        now: context.now(),
        subresource: options.subresource,
      }),
    );
    if (outcome.result === 'conflict') throw applyConflict(outcome);
    return decodeObject(context, type, outcome.object, write);
  };
  if (live) {
    const object = yield* updateObject(context, {
      ...options,
      change: merge,
      applied: true,
    });
    return { object, created: false };
  }
  const object = yield* createObject(context, {
    type,
    namespace: key.namespace,
    body: merge(),
    write,
    applied: true,
  });
  return { object, created: true };
}

function readConfiguration(
  context: ResourceContext,
  { type, key, body, write }: PatchOptions,
): KubeObject {
  let parsed: unknown;
  try {
    parsed = YAML.parse(body);
  } catch (error) {
    throw badRequest(`error decoding YAML: ${(error as Error).message}`);
  }
  if (typeof parsed !== 'object' || parsed === null) {
    throw badRequest('error decoding YAML: the body is no object');
  }
  // Unknown fields make an apply fail, whatever fieldValidation says.
  const configuration = decodeTypes(context, type, parsed as Untrusted, write);
  const { metadata } = configuration;
  if (metadata.managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
  if (metadata.name && metadata.name !== key.name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${key.name})`,
    );
  }
  return { ...configuration, metadata: { ...metadata, name: key.name } };
}
