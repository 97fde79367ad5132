import { ApplyError } from '../apply';
import { ServedResource, gvkOfResource } from '../discovery/ServedResource';
import {
  PatchError,
  applyJsonPatch,
  applyMergePatch,
  applyStrategicMergePatch,
} from '../patch';
import { KubeObject } from '../schema/types';
import {
  badRequest,
  rejectedPatch,
  unexpected,
  unsupportedBody,
  unsupportedMediaType,
} from '../status/failures';
import { ResourceContext } from './ResourceContext';
import { Untrusted } from './decodeObject';

const jsonPatch = 'application/json-patch+json';
const mergePatch = 'application/merge-patch+json';
const strategicMergePatch = 'application/strategic-merge-patch+json';
/** The content type of a server-side apply. */
export const applyPatch = 'application/apply-patch+yaml';

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

/** The JSON of a patch. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `error decoding patch: ${(error as Error).message.split(' in JSON')[0]}`,
    );
  }
}
