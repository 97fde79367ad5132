import { isMap, JsonMap } from '../schema/json';
import { SchemaType } from '../schema/SchemaType';
import { FieldSet } from './FieldSet';
import { shapeOf, typeAt } from './shapes';
import { fieldStep, itemStep } from './steps';

/** The value without the members of the set; what is left empty by that is gone as well. */
export function removeFields(
  type: SchemaType,
  value: unknown,
  set: FieldSet,
): unknown {
  if (set.isEmpty) return value;
  const shape = shapeOf(type, value);
  if (shape === 'map' && isMap(value)) return removeFromMap(type, value, set);
  if (shape === 'list' && Array.isArray(value)) {
    return removeFromList(type, value, set);
  }
  return value;
}

function removeFromMap(
  type: SchemaType,
  value: JsonMap,
  set: FieldSet,
): JsonMap | undefined {
  const result: JsonMap = {};
  for (const [key, item] of Object.entries(value)) {
    const child = set.child(fieldStep(key));
    if (!child.isMember) {
      const left = removeFields(typeAt(type, key), item, child);
      if (left !== undefined) result[key] = left;
    }
  }
  const isEmptied =
    Object.keys(result).length === 0 && Object.keys(value).length > 0;
  return isEmptied ? undefined : result;
}

function removeFromList(
  type: SchemaType,
  value: readonly unknown[],
  set: FieldSet,
): unknown[] | undefined {
  const result: unknown[] = [];
  for (const item of value) {
    const child = set.child(itemStep(type, item));
    if (!child.isMember) result.push(removeFields(type.element, item, child));
  }
  return result.length === 0 && value.length > 0 ? undefined : result;
}
