import { isEmpty, isMap, JsonMap } from './json';
import { canonicalQuantity } from './quantity';
import { SchemaType } from './SchemaType';

/**
 * A built-in object as the API server's Go types would read it: fields that
 * the type does not have are gone, and so is what Go cannot tell from "not
 * set": `null`, empty lists and maps, and zero where the field is no pointer.
 */
export function readAsGo(type: SchemaType, value: unknown): unknown {
  switch (type.kind) {
    case 'struct':
      return isMap(value) ? readStruct(type, value) : value;
    case 'map':
      return isMap(value) ? readMap(type, value) : value;
    case 'list':
      return Array.isArray(value)
        ? value.map(item => readAsGo(type.element, item ?? {}))
        : value;
    case 'quantity':
      return typeof value === 'string' || typeof value === 'number'
        ? canonicalQuantity(value)
        : value;
    default:
      return value;
  }
}

function readStruct(type: SchemaType, value: JsonMap): JsonMap {
  const result: JsonMap = {};
  for (const [key, item] of Object.entries(value)) {
    const field = type.field(key);
    if (field && item !== null && item !== undefined) {
      const read = readAsGo(field, item);
      if (!isOmitted(type, key, field, read)) result[key] = read;
    }
  }
  return result;
}

function readMap(type: SchemaType, value: JsonMap): JsonMap {
  const result: JsonMap = {};
  for (const [key, item] of Object.entries(value)) {
    const zero = type.element.kind === 'scalar' ? '' : {};
    result[key] = readAsGo(type.element, item ?? zero);
  }
  return result;
}

function isOmitted(
  owner: SchemaType,
  key: string,
  field: SchemaType,
  value: unknown,
): boolean {
  if (field.kind === 'list' || field.kind === 'map') {
    return isEmpty(value) && !owner.writesNull.has(key);
  }
  return (
    (value === '' || value === 0 || value === false) && owner.dropsZero.has(key)
  );
}

/**
 * Adds what Go's encoder always writes, whether it was set or not: structs
 * that are no pointers (`status: {}`), scalars without `omitempty`, and the
 * defaults that the types declare.
 */
export function fillAsGo(type: SchemaType, value: unknown): unknown {
  switch (type.kind) {
    case 'struct':
      return isMap(value) ? fillStruct(type, value) : value;
    case 'list':
      return Array.isArray(value)
        ? value.map(item => fillAsGo(type.element, item))
        : value;
    case 'map': {
      if (!isMap(value)) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          fillAsGo(type.element, item),
        ]),
      );
    }
    default:
      return value;
  }
}

function fillStruct(type: SchemaType, value: JsonMap): JsonMap {
  const result: JsonMap = {};
  for (const [key, item] of Object.entries(value)) {
    const field = type.field(key);
    result[key] = field ? fillAsGo(field, item) : item;
  }
  for (const key of type.fieldNames()) {
    if (result[key] === undefined) {
      const field = type.field(key);
      if (field?.default !== undefined) {
        result[key] = fillAsGo(field, structuredClone(field.default));
      } else if (type.writesNull.has(key)) {
        result[key] = null;
      }
    }
  }
  return result;
}
