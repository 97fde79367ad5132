import { isObject, JsonObject } from './json';
import { PatchError } from './PatchError';

/**
 * Applies a JSON merge patch: `null` removes, objects merge, all else replaces.
 *
 * @throws PatchError
 * @see RFC 7386
 */
export function applyMergePatch(
  object: JsonObject,
  patch: unknown,
): JsonObject {
  if (!isObject(patch)) {
    throw new PatchError('malformed', 'a merge patch is an object');
  }
  return merge(object, patch);
}

function merge(target: unknown, patch: JsonObject): JsonObject {
  const merged: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = isObject(value) ? merge(merged[key], value) : value;
  }
  return merged;
}
