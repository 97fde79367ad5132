import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { isJsonObject, jsonEquals, JsonObject } from './json';
import { hasMergeKeys, itemKey, ListMerge, listMergeAt } from './listMergeKeys';

/**
 * What `live` becomes when `desired` is applied over it, as `kubectl apply` does:
 *
 * - what `desired` names is set,
 * - what `lastApplied` named and `desired` no longer does is removed,
 * - everything else (defaults, status, fields of others) stays.
 *
 * Lists with merge keys are merged item by item, in the order of `desired`
 * with foreign items after them; other lists are replaced.
 */
export function threeWayMerge(options: {
  lastApplied: KubernetesObject | undefined;
  desired: KubernetesObject;
  live: KubernetesObject;
}): KubernetesObject {
  const { lastApplied, desired, live } = options;
  const kind = hasMergeKeys(desired.apiVersion) ? desired.kind : undefined;
  return mergeObjects(
    { kind, path: [] },
    lastApplied ?? {},
    desired,
    live,
  ) as KubernetesObject;
}

/** Where the merge is: `kind` is absent where lists are always replaced. */
type Place = { kind: string | undefined; path: string[] };

function mergeObjects(
  place: Place,
  before: JsonObject,
  desired: JsonObject,
  live: JsonObject,
): JsonObject {
  const result: JsonObject = { ...live };
  for (const field of Object.keys(before)) {
    if (desired[field] === undefined) delete result[field];
  }
  for (const [field, value] of Object.entries(desired)) {
    if (value === undefined) continue;
    // A field that is null is one that should not be there.
    if (value === null) delete result[field];
    else {
      result[field] = mergeValues(
        { ...place, path: [...place.path, field] },
        before[field],
        value,
        live[field],
      );
    }
  }
  return result;
}

function mergeValues(
  place: Place,
  before: unknown,
  desired: unknown,
  live: unknown,
): unknown {
  if (isJsonObject(desired)) {
    // Naming an empty object asks for nothing when the live one has more.
    return mergeObjects(
      place,
      isJsonObject(before) ? before : {},
      desired,
      isJsonObject(live) ? live : {},
    );
  }
  if (Array.isArray(desired) && Array.isArray(live)) {
    const merge =
      place.kind === undefined
        ? undefined
        : listMergeAt(place.kind, place.path);
    if (merge) {
      return mergeLists(
        place,
        merge,
        Array.isArray(before) ? before : [],
        desired,
        live,
      );
    }
  }
  return desired;
}

function mergeLists(
  place: Place,
  merge: ListMerge,
  before: unknown[],
  desired: unknown[],
  live: unknown[],
): unknown[] {
  const identify = (item: unknown): unknown =>
    merge.type === 'map' && isJsonObject(item)
      ? itemKey(item, merge.keys)
      : item;
  const find = (list: unknown[], key: unknown) =>
    list.find(item => jsonEquals(identify(item), key));
  const has = (list: unknown[], key: unknown) =>
    list.some(item => jsonEquals(identify(item), key));

  const own = desired.map(item =>
    mergeValues(
      place,
      find(before, identify(item)),
      item,
      find(live, identify(item)),
    ),
  );
  const foreign = live.filter(item => {
    const key = identify(item);
    return !has(desired, key) && !has(before, key);
  });
  // The same items in another order are no change where a list is a map.
  if (foreign.length === 0 && own.length === live.length) {
    const inLiveOrder = live.map(item => find(own, identify(item)));
    if (inLiveOrder.every((item, index) => jsonEquals(item, live[index]))) {
      return live;
    }
  }
  return [...own, ...foreign];
}
