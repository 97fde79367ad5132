import { SchemaType } from '../schema/SchemaType';
import { compareTyped, Comparison } from './compareTyped';
import { FieldSet } from './FieldSet';
import { Managers, Ownership } from './Managers';

export interface ManagersUpdate {
  managers: Map<string, Ownership>;
  comparison: Comparison;
  /** What other managers own and this change touches. They have lost it in `managers`. */
  conflicts: { ownership: Ownership; fields: FieldSet }[];
}

/** Takes what a change by `self` has touched from every other manager. */
export function updateManagers(options: {
  type: SchemaType;
  before: unknown;
  after: unknown;
  managers: Managers;
  self: string;
  apiVersion: string;
  reset: FieldSet;
}): ManagersUpdate {
  const { type, reset } = options;
  const all = compareTyped(type, options.before, options.after);
  const comparison: Comparison = {
    added: all.added.without(reset),
    modified: all.modified.without(reset),
    removed: all.removed.without(reset),
  };
  const changed = comparison.modified.union(comparison.added);
  const managers = new Map<string, Ownership>();
  const conflicts: ManagersUpdate['conflicts'] = [];
  for (const [id, ownership] of options.managers) {
    // Fields of another version of the API cannot be compared with these.
    const isOther =
      id !== options.self &&
      ownership.manager.apiVersion === options.apiVersion;
    const taken = isOther
      ? ownership.fields.intersection(changed)
      : FieldSet.empty;
    if (!taken.isEmpty) conflicts.push({ ownership, fields: taken });
    const fields = isOther
      ? ownership.fields.difference(taken).difference(comparison.removed)
      : ownership.fields;
    if (!fields.isEmpty) managers.set(id, { ...ownership, fields });
  }
  return { managers, comparison, conflicts };
}
