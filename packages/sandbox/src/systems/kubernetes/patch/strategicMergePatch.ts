import type { Gvk, KubeObject, Schemas } from '../schema';
import type { SchemaType } from '../schema/SchemaType';
import { isObject, JsonObject, sameJson } from './json';
import { PatchError } from './PatchError';

const directive = '$patch';
const retainKeys = '$retainKeys';
const orderPrefix = '$setElementOrder/';
const deletePrefix = '$deleteFromPrimitiveList/';

/**
 * Applies a strategic merge patch: lists merge by the key that the kind's
 * schema names, with the directives `$patch: replace|delete|merge`,
 * `$retainKeys`, `$setElementOrder/…` and `$deleteFromPrimitiveList/…`.
 *
 * @throws PatchError
 * @see https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function applyStrategicMergePatch(
  schemas: Schemas,
  gvk: Gvk,
  object: KubeObject,
  patch: unknown,
): JsonObject {
  if (!isObject(patch)) {
    throw new PatchError('malformed', 'a strategic merge patch is an object');
  }
  return mergeObject(object, patch, schemas.typeOf(gvk));
}

function mergeObject(
  target: JsonObject,
  patch: JsonObject,
  type: SchemaType | undefined,
): JsonObject {
  if (patch[directive] === 'replace') return withoutDirectives(patch);
  if (patch[directive] === 'delete') return {};
  const merged: JsonObject = retained(target, patch[retainKeys]);
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    const field = type?.at(key);
    if (value === null) {
      delete merged[key];
    } else if (isObject(value)) {
      merged[key] = mergeObject(
        isObject(merged[key]) ? (merged[key] as JsonObject) : {},
        value,
        field,
      );
    } else if (Array.isArray(value)) {
      merged[key] = mergeList(merged[key], value, field);
    } else {
      merged[key] = value;
    }
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(deletePrefix)) {
      const name = key.slice(deletePrefix.length);
      merged[name] = listOf(merged[name]).filter(
        each => !listOf(value).some(removed => sameJson(each, removed)),
      );
    }
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(orderPrefix)) {
      const name = key.slice(orderPrefix.length);
      merged[name] = ordered(
        listOf(merged[name]),
        listOf(value),
        type?.at(name)?.patchMergeKey,
      );
    }
  }
  return merged;
}

function mergeList(
  target: unknown,
  patch: unknown[],
  type: SchemaType | undefined,
): unknown[] {
  const replaces = patch.some(
    each => isObject(each) && each[directive] === 'replace',
  );
  if (replaces || !type?.patchStrategies.includes('merge')) {
    return patch
      .filter(each => !(isObject(each) && each[directive] === 'replace'))
      .map(each => (isObject(each) ? withoutDirectives(each) : each));
  }
  const mergeKey = type.patchMergeKey;
  if (mergeKey === undefined) {
    const merged = [...listOf(target)];
    for (const each of patch) {
      if (!merged.some(known => sameJson(known, each))) merged.push(each);
    }
    return merged;
  }
  let merged = [...listOf(target)];
  for (const each of patch) {
    if (!isObject(each) || each[mergeKey] === undefined) {
      throw new PatchError(
        'malformed',
        `map: ${JSON.stringify(
          each,
        )} does not contain declared merge key: ${mergeKey}`,
      );
    }
    const at = merged.findIndex(
      known => isObject(known) && known[mergeKey] === each[mergeKey],
    );
    if (each[directive] === 'delete') {
      merged = merged.filter((_, index) => index !== at);
    } else if (at < 0) {
      merged.push(withoutDirectives(each));
    } else {
      merged[at] = mergeObject(merged[at] as JsonObject, each, type.element);
    }
  }
  return merged;
}

/** The fields that `$retainKeys` leaves; all of them without it. */
function retained(target: JsonObject, keys: unknown): JsonObject {
  if (!Array.isArray(keys)) return { ...target };
  return Object.fromEntries(
    Object.entries(target).filter(([key]) => keys.includes(key)),
  );
}

/** Elements in the order that the patch wants; those that it does not name keep their place before what followed them. */
function ordered(
  list: readonly unknown[],
  order: readonly unknown[],
  mergeKey: string | undefined,
): unknown[] {
  const keyOf = (value: unknown) =>
    mergeKey !== undefined && isObject(value) ? value[mergeKey] : value;
  const wanted = order.map(keyOf);
  const rank = (value: unknown) =>
    wanted.findIndex(each => sameJson(each, keyOf(value)));
  const named = list
    .filter(value => rank(value) >= 0)
    .sort((a, b) => rank(a) - rank(b));
  const result: unknown[] = [];
  let next = 0;
  for (const value of list) {
    if (rank(value) < 0) result.push(value);
    else {
      result.push(named[next]);
      next += 1;
    }
  }
  return result;
}

function withoutDirectives(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => !key.startsWith('$') && each !== null)
      .map(([key, each]) => {
        if (isObject(each)) return [key, withoutDirectives(each)];
        return [
          key,
          Array.isArray(each)
            ? each.map(item =>
                isObject(item) ? withoutDirectives(item) : item,
              )
            : each,
        ];
      }),
  );
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
