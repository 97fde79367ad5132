import { applyPatch, JsonPatchError, Operation } from 'fast-json-patch';
import { JsonMap } from '../schema/json';
import { PatchError } from './PatchError';

/** RFC 6902. The object stays as it is; the patched one is returned. */
export function applyJsonPatch(object: object, patch: unknown): JsonMap {
  if (!Array.isArray(patch)) {
    throw new PatchError(
      'malformed',
      'json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  try {
    const { newDocument } = applyPatch<object>(
      structuredClone(object),
      patch as Operation[],
      true,
    );
    return newDocument as JsonMap;
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error;
    throw new PatchError(
      error.name === 'TEST_OPERATION_FAILED' ? 'test-failed' : 'invalid',
      error.message.split('\n')[0],
    );
  }
}
