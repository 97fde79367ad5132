import { isMap } from '../schema/json';
import { SchemaType } from '../schema/SchemaType';

/** How a value is owned: as one, field by field, or item by item. */
export type Shape = 'leaf' | 'map' | 'list';

export function shapeOf(type: SchemaType, value: unknown): Shape {
  if (type.atomic) return 'leaf';
  switch (type.kind) {
    case 'struct':
    case 'map':
      return 'map';
    case 'list':
      return 'list';
    case 'any':
      // Nothing is known of it: maps are taken apart, lists are not.
      return isMap(value) ? 'map' : 'leaf';
    default:
      return 'leaf';
  }
}

/** A field that the schema names; other keys are items of a map, and are owned as such. */
export function isNamedField(type: SchemaType, key: string): boolean {
  return type.kind === 'struct' && type.field(key) !== undefined;
}

/** The type under a key, also where the schema lets anything stand. */
export function typeAt(type: SchemaType, key: string): SchemaType {
  return type.at(key) ?? type.unknownField;
}

export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) && Object.keys(value).length === 0;
}

export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function entriesOf(value: unknown): [string, unknown][] {
  return isMap(value) ? Object.entries(value) : [];
}
