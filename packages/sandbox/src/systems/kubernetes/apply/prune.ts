import { SchemaType } from '../schema/SchemaType';
import { FieldSet } from './FieldSet';
import { fieldSetOf, withNamedFields } from './fieldSetOf';
import { removeFields } from './removeFields';

/**
 * Removes what a manager applied the last time and left out this time, unless
 * somebody else owns it.
 *
 * The sets name leaves and items only, so everything above them is added
 * (`withNamedFields`) before whole branches are removed; then what others own,
 * and what nobody owned, is put back.
 */
export function pruneLeftOut(options: {
  type: SchemaType;
  merged: unknown;
  /** What the manager owned before this apply. */
  last: FieldSet;
  /** What all managers own, with the new configuration of this one. */
  owned: FieldSet;
}): unknown {
  const { type, merged } = options;
  if (options.last.isEmpty) return merged;
  const named = (set: FieldSet) => withNamedFields(type, set);
  const setOf = (value: unknown) => named(fieldSetOf(type, value));
  const last = named(options.last);
  const all = setOf(merged);

  const withoutLast = removeFields(type, merged, last);
  const kept = setOf(withoutLast).union(named(options.owned));
  const withOwned = removeFields(type, merged, all.difference(kept));
  const leftOut = all.difference(setOf(withOwned)).intersection(last);
  return removeFields(type, merged, leftOut);
}
