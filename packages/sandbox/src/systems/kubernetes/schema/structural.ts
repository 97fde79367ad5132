import { isMap, JsonMap } from './json';
import { SchemaType } from './SchemaType';

/** A custom resource without the fields that its structural schema does not name. */
export function pruneStructural(type: SchemaType, value: unknown): unknown {
  if (Array.isArray(value)) {
    return type.kind === 'list'
      ? value.map(item => pruneStructural(type.element, item))
      : value;
  }
  if (!isMap(value) || type.kind === 'any') return value;
  const result: JsonMap = {};
  for (const [key, item] of Object.entries(value)) {
    const child = type.at(key);
    if (child) result[key] = pruneStructural(child, item);
    else if (type.keepsUnknownFields) result[key] = item;
  }
  return result;
}

/**
 * Fills in the defaults of a structural schema. A default counts only where
 * its parent exists; an explicit `null` gives way to it unless the field is
 * nullable.
 */
export function defaultStructural(type: SchemaType, value: unknown): unknown {
  if (Array.isArray(value)) {
    return type.kind === 'list'
      ? value.map(item => defaultStructural(type.element, item))
      : value;
  }
  if (!isMap(value)) return value;
  const result: JsonMap = { ...value };
  if (type.kind === 'struct') {
    for (const key of type.fieldNames()) {
      const field = type.field(key);
      const isUnset =
        result[key] === undefined ||
        (result[key] === null && !field?.schema.nullable);
      if (isUnset && field?.default !== undefined) {
        result[key] = structuredClone(field.default);
      }
    }
  }
  for (const [key, item] of Object.entries(result)) {
    const child = type.at(key);
    if (child) result[key] = defaultStructural(child, item);
  }
  return result;
}
