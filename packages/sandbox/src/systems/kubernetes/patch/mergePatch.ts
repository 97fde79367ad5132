import { isMap, JsonMap } from '../schema/json';
import { PatchError } from './PatchError';

/** RFC 7386: maps merge, everything else is replaced, `null` removes. */
export function applyMergePatch(object: object, patch: unknown): JsonMap {
  if (!isMap(patch)) {
    throw new PatchError('malformed', 'the merge patch is no JSON object');
  }
  return merge(object as JsonMap, patch);
}

function merge(target: JsonMap, patch: JsonMap): JsonMap {
  const result = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const present = result[key];
    if (value === null) delete result[key];
    else if (isMap(value)) {
      result[key] = merge(isMap(present) ? present : {}, value);
    } else result[key] = value;
  }
  return result;
}
