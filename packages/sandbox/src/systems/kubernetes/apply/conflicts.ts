import { FieldSet } from './FieldSet';
import { Manager, Ownership } from './Managers';
import { formatPath } from './steps';

export interface Conflict {
  field: string;
  message: string;
}

export interface ConflictReport {
  conflicts: Conflict[];
  message: string;
}

/** Says who owns what another manager would change, in the API server's words. */
export function reportConflicts(
  found: readonly { ownership: Ownership; fields: FieldSet }[],
): ConflictReport {
  const groups = found
    .map(({ ownership, fields }) => ({
      who: describeManager(ownership),
      fields: fields.paths().map(formatPath),
    }))
    .sort((left, right) => (left.who < right.who ? -1 : 1));
  const conflicts = groups.flatMap(({ who, fields }) =>
    fields.map(field => ({ field, message: `conflict with ${who}` })),
  );
  if (conflicts.length === 1) {
    const [{ field, message }] = conflicts;
    return {
      conflicts,
      message: `Apply failed with 1 conflict: ${message}: ${field}`,
    };
  }
  const lines = groups.flatMap(({ who, fields }) => [
    `conflicts with ${who}:`,
    ...fields.map(field => `- ${field}`),
  ]);
  return {
    conflicts,
    message: `Apply failed with ${conflicts.length} conflicts: ${lines.join(
      '\n',
    )}`,
  };
}

function describeManager({ manager }: Ownership): string {
  const { name, operation, apiVersion, subresource }: Manager = manager;
  const parts = [JSON.stringify(name)];
  if (subresource)
    parts.push(`with subresource ${JSON.stringify(subresource)}`);
  if (operation === 'Update') parts.push(`using ${apiVersion}`);
  return parts.join(' ');
}
