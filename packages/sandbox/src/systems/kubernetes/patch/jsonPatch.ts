import { applyPatch, JsonPatchError, Operation } from 'fast-json-patch';
import { JsonObject } from './json';
import { PatchError } from './PatchError';

/**
 * Applies a JSON patch.
 *
 * @throws PatchError
 * @see RFC 6902
 */
export function applyJsonPatch(object: JsonObject, patch: unknown): JsonObject {
  if (!Array.isArray(patch)) {
    throw new PatchError('malformed', 'a JSON patch is a list of operations');
  }
  try {
    const { newDocument } = applyPatch(
      structuredClone(object),
      structuredClone(patch) as Operation[],
      true,
      true,
      // `__proto__` as a key is refused.
      true,
    );
    return newDocument;
  } catch (error) {
    const failedTest =
      error instanceof JsonPatchError && error.name === 'TEST_OPERATION_FAILED';
    throw new PatchError(
      failedTest ? 'test-failed' : 'invalid',
      error instanceof Error ? error.message.split('\n')[0] : String(error),
    );
  }
}
