import YAML from 'yaml';
import { ApplyError, applyConfiguration } from '../apply';
import { ServedResource, gvkOfResource } from '../discovery/ServedResource';
import {
  PatchError,
  applyJsonPatch,
  applyMergePatch,
  applyStrategicMergePatch,
} from '../patch';
import { KubeObject } from '../schema/types';
import {
  applyConflict,
  badRequest,
  conflict,
  invalidOptions,
  rejectedPatch,
  unexpected,
  unsupportedBody,
  unsupportedMediaType,
} from '../status/failures';
import { ObjectKey, ResourceContext, WriteOptions } from './ResourceContext';
import { toServedVersion } from './convertVersion';
import { createObject } from './createObject';
import { Untrusted, decodeObject, decodeTypes } from './decodeObject';
import { updateObject } from './updateObject';

export interface PatchOptions {
  type: ServedResource;
  key: ObjectKey;
  subresource?: string;
  /** Without parameters. */
  contentType: string;
  body: string;
  write: WriteOptions;
  /** Of a server-side apply: take fields from other managers. */
  force: boolean;
  /** The `fieldManager` of the query: an apply needs it. */
  fieldManager: string | undefined;
}

export interface PatchResult {
  object: KubeObject;
  created: boolean;
}

const jsonPatch = 'application/json-patch+json';
const mergePatch = 'application/merge-patch+json';
const strategicMergePatch = 'application/strategic-merge-patch+json';
const applyPatch = 'application/apply-patch+yaml';

/** PATCH of one object, by the four ways that the content type names. */
export function patchObject(
  context: ResourceContext,
  options: PatchOptions,
): PatchResult {
  const { type, contentType } = options;
  if (contentType === applyPatch) return applyObject(context, options);
  const patch = patchFunction(context, type, contentType);
  const body = parseJson(options.body);
  const object = updateObject(context, {
    ...options,
    change: current =>
      decodeObject(
        context,
        type,
        patched(() => patch(current, body)),
        options.write,
      ),
  });
  return { object, created: false };
}

/** How a patch of this type changes the JSON of an object. */
export function patchFunction(
  context: ResourceContext,
  type: ServedResource,
  contentType: string,
): (object: KubeObject, patch: unknown) => Untrusted {
  switch (contentType) {
    case jsonPatch:
      return applyJsonPatch;
    case mergePatch:
      return applyMergePatch;
    case strategicMergePatch:
      if (type.definition) {
        throw unsupportedBody([jsonPatch, mergePatch, applyPatch]);
      }
      return (object, patch) =>
        applyStrategicMergePatch(
          context.schemas,
          gvkOfResource(type),
          object,
          patch as Untrusted,
        );
    default:
      throw type.definition
        ? unsupportedBody([jsonPatch, mergePatch, applyPatch])
        : unsupportedMediaType();
  }
}

/** Runs a patch, and answers as the API server does when it cannot be applied. */
export function patched<T>(apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    if (error instanceof ApplyError) throw unexpected(error.message);
    if (!(error instanceof PatchError)) throw error;
    throw error.code === 'test-failed' || error.code === 'invalid'
      ? rejectedPatch()
      : badRequest(error.message);
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `error decoding patch: ${(error as Error).message.split(' in JSON')[0]}`,
    );
  }
}

function applyObject(
  context: ResourceContext,
  options: PatchOptions,
): PatchResult {
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
    const object = updateObject(context, {
      ...options,
      change: merge,
      applied: true,
    });
    return { object, created: false };
  }
  const object = createObject(context, {
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
