import { isMap } from './json';
import { isQuantity, QUANTITY_FORMAT_MESSAGE } from './quantity';
import { SchemaType } from './SchemaType';

interface Place {
  /** The Go struct that holds the field, as Go's decoder names it. */
  struct: string;
  /** Field names from the root, without list indexes. */
  path: readonly string[];
}

/** What Go's JSON decoder says of the first value whose type is wrong, if there is one. */
export function findTypeError(
  type: SchemaType,
  kind: string,
  value: unknown,
): string | undefined {
  return check(type, value, { struct: kind, path: [] });
}

function check(
  type: SchemaType,
  value: unknown,
  place: Place,
): string | undefined {
  if (value === null || value === undefined) return undefined;
  switch (type.kind) {
    case 'struct':
    case 'map':
      return isMap(value)
        ? checkEntries(type, value, place)
        : mismatch(type, value, place);
    case 'list':
      return Array.isArray(value)
        ? firstOf(value, item => check(type.element, item, place))
        : mismatch(type, value, place);
    case 'scalar':
      return isScalarOf(type, value) ? undefined : mismatch(type, value, place);
    case 'quantity':
      return isQuantity(value) ? undefined : QUANTITY_FORMAT_MESSAGE;
    case 'intOrString':
      return typeof value === 'string' || Number.isInteger(value)
        ? undefined
        : mismatch(type, value, place);
    default:
      return undefined;
  }
}

function checkEntries(
  type: SchemaType,
  value: Record<string, unknown>,
  place: Place,
): string | undefined {
  return firstOf(Object.entries(value), ([key, item]) => {
    if (type.kind === 'map') return check(type.element, item, place);
    const field = type.field(key);
    return (
      field &&
      check(field, item, {
        struct: goName(type) ?? place.struct,
        path: [...place.path, key],
      })
    );
  });
}

function firstOf<T>(
  items: readonly T[],
  find: (item: T) => string | undefined,
): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}

function isScalarOf(type: SchemaType, value: unknown): boolean {
  switch (type.schema.type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    default:
      return typeof value === type.schema.type;
  }
}

function mismatch(type: SchemaType, value: unknown, place: Place): string {
  const found = foundType(value);
  const field = [place.struct, ...place.path].join('.');
  return `json: cannot unmarshal ${found} into Go struct field ${field} of type ${goType(
    type,
  )}`;
}

function foundType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' && !Number.isInteger(value)) {
    return `number ${value}`;
  }
  return typeof value;
}

function goName(type: SchemaType): string | undefined {
  return type.name?.split('.').at(-1);
}

function goType(type: SchemaType): string {
  switch (type.kind) {
    case 'list':
      return `[]${goType(type.element)}`;
    case 'map':
      return `map[string]${goType(type.element)}`;
    case 'intOrString':
      return 'intstr.IntOrString';
    case 'scalar':
      return goScalar(type);
    default:
      return type.name?.split('.').slice(-2).join('.') ?? 'interface {}';
  }
}

function goScalar({ schema }: SchemaType): string {
  if (schema.type === 'boolean') return 'bool';
  if (schema.type === 'integer') return schema.format ?? 'int64';
  return schema.type === 'number' ? 'float64' : 'string';
}
