import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { isJsonObject, JsonObject } from './json';

/** Who Argo CD is among the managers of an object's fields. */
export const fieldManager = 'argocd-controller';

/**
 * What Argo CD applied last by server-side apply, read back from the managed
 * fields: such objects carry no last-applied annotation. `undefined` when it
 * never applied that way.
 */
export function lastServerSideApplied(
  live: KubernetesObject,
): KubernetesObject | undefined {
  const owned = live.metadata.managedFields?.find(
    entry =>
      entry.manager === fieldManager &&
      entry.operation === 'Apply' &&
      !entry.subresource,
  );
  if (!owned?.fieldsV1) return undefined;
  const { apiVersion, kind, metadata } = live;
  const picked = pick(live, owned.fieldsV1) as JsonObject;
  return {
    ...picked,
    apiVersion,
    kind,
    metadata: {
      ...(isJsonObject(picked.metadata) ? picked.metadata : {}),
      name: metadata.name,
    },
  };
}

/** The part of `value` that a FieldsV1 set names. An empty set names the whole value. */
function pick(value: unknown, fields: JsonObject): unknown {
  const names = Object.keys(fields).filter(name => name !== '.');
  if (names.length === 0) return value;
  if (Array.isArray(value)) {
    return value.flatMap(item => {
      const name = names.find(each => isNamed(each, item));
      return name === undefined ? [] : [pick(item, fields[name] as JsonObject)];
    });
  }
  if (!isJsonObject(value)) return value;
  const result: JsonObject = {};
  for (const name of names) {
    const field = name.slice('f:'.length);
    if (name.startsWith('f:') && field in value) {
      result[field] = pick(value[field], fields[name] as JsonObject);
    }
  }
  return result;
}

/** Whether `k:{"name":"web"}` or `v:"a"` of a FieldsV1 set means this item. */
function isNamed(name: string, item: unknown): boolean {
  if (name.startsWith('v:')) return JSON.parse(name.slice(2)) === item;
  if (!name.startsWith('k:') || !isJsonObject(item)) return false;
  const key: JsonObject = JSON.parse(name.slice(2));
  return Object.entries(key).every(([field, value]) => item[field] === value);
}
