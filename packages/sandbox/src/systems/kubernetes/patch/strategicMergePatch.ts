import { Gvk, Schemas } from '../schema';
import { isMap, JsonMap } from '../schema/json';
import { SchemaType } from '../schema/SchemaType';
import { Identify, orderElements } from './elementOrder';
import { PatchError } from './PatchError';

/*
 * Strategic merge patch: a merge patch whose lists merge as well, as the
 * schema says. `x-kubernetes-patch-merge-key` tells which field makes two
 * elements the same; a list without a merge strategy is replaced. Keys with a
 * dollar sign are directives and never reach the object.
 */

const DIRECTIVE = '$patch';
const RETAIN_KEYS = '$retainKeys';
const ELEMENT_ORDER = '$setElementOrder/';
const DELETE_PRIMITIVES = '$deleteFromPrimitiveList/';

export function applyStrategicMergePatch(
  schemas: Pick<Schemas, 'typeOf'>,
  gvk: Gvk,
  object: object,
  patch: unknown,
): JsonMap {
  if (!isMap(patch)) {
    throw new PatchError('malformed', 'the patch is no JSON object');
  }
  return mergeMap(schemas.typeOf(gvk), object as JsonMap, patch);
}

function mergeMap(
  type: SchemaType | undefined,
  target: JsonMap,
  patch: JsonMap,
): JsonMap {
  const directive = patch[DIRECTIVE];
  if (directive === 'replace') return withoutDirectives(patch) as JsonMap;
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') {
    throw new PatchError('malformed', `unknown patch type: ${directive}`);
  }
  const result = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (!isDirective(key)) mergeField(type?.at(key), { result, key, value });
    if (key.startsWith(DELETE_PRIMITIVES)) {
      deletePrimitives(result, key.slice(DELETE_PRIMITIVES.length), value);
    }
  }
  for (const [key, order] of Object.entries(patch)) {
    if (key.startsWith(ELEMENT_ORDER) && Array.isArray(order)) {
      const field = key.slice(ELEMENT_ORDER.length);
      setElementOrder(type?.at(field), { target, result, field, order });
    }
  }
  retainKeys(result, patch);
  return result;
}

function isDirective(key: string): boolean {
  return (
    key === DIRECTIVE ||
    key === RETAIN_KEYS ||
    key.startsWith(ELEMENT_ORDER) ||
    key.startsWith(DELETE_PRIMITIVES)
  );
}

function mergeField(
  type: SchemaType | undefined,
  { result, key, value }: { result: JsonMap; key: string; value: unknown },
): void {
  const present = result[key];
  const isReplaced = type?.patchStrategies.includes('replace');
  if (value === null) delete result[key];
  else if (isMap(value) && isMap(present) && !isReplaced) {
    const merged = mergeMap(type, present, value);
    if (value[DIRECTIVE] === 'delete') delete result[key];
    else result[key] = merged;
  } else if (Array.isArray(value) && mergesLists(type)) {
    result[key] = mergeList(type, Array.isArray(present) ? present : [], value);
  } else if (!isMap(value) || value[DIRECTIVE] !== 'delete') {
    result[key] = withoutDirectives(value);
  }
}

function mergesLists(type: SchemaType | undefined): type is SchemaType {
  return type?.patchStrategies.includes('merge') ?? false;
}

function mergeList(
  type: SchemaType,
  target: readonly unknown[],
  patch: readonly unknown[],
): unknown[] {
  if (![...target, ...patch].some(isMap)) {
    const merged = [...new Set([...target, ...patch])];
    return orderElements({
      merged,
      named: patch,
      before: target,
      identify: element => element,
    });
  }
  if (patch.some(item => isMap(item) && isReplaceMarker(item))) {
    return patch
      .filter(item => !isMap(item) || !isReplaceMarker(item))
      .map(withoutDirectives);
  }
  const identify = identifyBy(type);
  const deleted = new Set(
    patch
      .filter(item => isMap(item) && item[DIRECTIVE] === 'delete')
      .map(identify),
  );
  const merged = target.filter(item => !deleted.has(identify(item)));
  for (const item of patch) {
    if (!deleted.has(identify(item))) {
      const at = merged.findIndex(other => identify(other) === identify(item));
      const present = merged[at];
      if (isMap(present) && isMap(item)) {
        merged[at] = mergeMap(type.element, present, item);
      } else merged.push(withoutDirectives(item));
    }
  }
  return orderElements({ merged, named: patch, before: target, identify });
}

/** An element that says nothing but that the other ones replace the list. */
function isReplaceMarker(item: JsonMap): boolean {
  return item[DIRECTIVE] === 'replace' && Object.keys(item).length === 1;
}

function identifyBy(type: SchemaType): Identify {
  const key = type.patchMergeKey;
  if (!key) {
    throw new PatchError('malformed', 'cannot merge lists without merge key');
  }
  return element => {
    const id = isMap(element) ? element[key] : undefined;
    if (id === undefined) {
      throw new PatchError(
        'malformed',
        `map: ${JSON.stringify(
          element,
        )} does not contain declared merge key: ${key}`,
      );
    }
    return id;
  };
}

function deletePrimitives(
  result: JsonMap,
  field: string,
  values: unknown,
): void {
  const present = result[field];
  if (Array.isArray(present) && Array.isArray(values)) {
    result[field] = present.filter(item => !values.includes(item));
  }
}

function setElementOrder(
  type: SchemaType | undefined,
  options: {
    target: JsonMap;
    result: JsonMap;
    field: string;
    order: readonly unknown[];
  },
): void {
  const { target, result, field, order } = options;
  const merged = result[field];
  if (!Array.isArray(merged) || !mergesLists(type)) return;
  const before = target[field];
  result[field] = orderElements({
    merged,
    named: order,
    before: Array.isArray(before) ? before : [],
    identify: merged.some(isMap) ? identifyBy(type) : element => element,
  });
}

/** With `$retainKeys`, a change of kind leaves nothing of the old kind behind. */
function retainKeys(result: JsonMap, patch: JsonMap): void {
  const keys = patch[RETAIN_KEYS];
  if (!Array.isArray(keys)) return;
  for (const key of Object.keys(patch)) {
    if (!isDirective(key) && patch[key] !== null && !keys.includes(key)) {
      throw new PatchError(
        'malformed',
        '$retainKeys directive does not contain all keys of the patch',
      );
    }
  }
  for (const key of Object.keys(result)) {
    if (!keys.includes(key)) delete result[key];
  }
}

/** A value that meets nothing to merge with: directives and removals in it have no effect. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .filter(item => !isMap(item) || item[DIRECTIVE] !== 'delete')
      .map(withoutDirectives);
  }
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !isDirective(key) && item !== null)
      .map(([key, item]) => [key, withoutDirectives(item)]),
  );
}
