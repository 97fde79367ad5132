import { SchemaType } from '../schema/SchemaType';
import { FieldSet } from './FieldSet';
import {
  entriesOf,
  isBlank,
  isNamedField,
  itemsOf,
  shapeOf,
  typeAt,
} from './shapes';
import { fieldStep, itemStep } from './steps';

/** Every place that a configuration speaks of: what applying it makes one the owner of. */
export function fieldSetOf(type: SchemaType, value: unknown): FieldSet {
  switch (shapeOf(type, value)) {
    case 'map':
      return FieldSet.of(
        false,
        entriesOf(value).map(([key, item]) => {
          const inner = fieldSetOf(typeAt(type, key), item);
          const isItem = !isNamedField(type, key);
          const isLeaf = !Array.isArray(item) && isBlank(item);
          return [fieldStep(key), isItem || isLeaf ? inner.with([]) : inner];
        }),
      );
    case 'list':
      return FieldSet.of(
        false,
        itemsOf(value).map(item => [
          itemStep(type, item),
          fieldSetOf(type.element, item).with([]),
        ]),
      );
    default:
      return FieldSet.leaf();
  }
}

/** The set with the named fields above its members, which sets usually leave out. */
export function withNamedFields(type: SchemaType, set: FieldSet): FieldSet {
  return FieldSet.of(
    set.isMember,
    [...set.children].map(([step, child]) => {
      if (!step.startsWith('f:')) {
        return [step, withNamedFields(type.element, child)];
      }
      const key = step.slice(2);
      const inner = withNamedFields(typeAt(type, key), child);
      return [step, isNamedField(type, key) ? inner.with([]) : inner];
    }),
  );
}
