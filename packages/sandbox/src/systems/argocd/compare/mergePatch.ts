import { isJsonObject, jsonEquals, JsonObject } from './json';

/**
 * The JSON merge patch (RFC 7386) that turns `from` into `to`;
 * `undefined` when there is nothing to change.
 */
export function createMergePatch(
  from: JsonObject,
  to: JsonObject,
): JsonObject | undefined {
  const patch: JsonObject = {};
  for (const field of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const before = from[field];
    const after = to[field];
    if (jsonEquals(before, after)) continue;
    if (after === undefined) {
      patch[field] = null;
    } else if (isJsonObject(before) && isJsonObject(after)) {
      patch[field] = createMergePatch(before, after);
    } else {
      patch[field] = after;
    }
  }
  return Object.keys(patch).length ? patch : undefined;
}

/** Applies a JSON merge patch; the target stays as it is. */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete result[field];
    else result[field] = applyMergePatch(result[field], value);
  }
  return result;
}
