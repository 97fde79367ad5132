import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface GoType {
  readonly dropZero: ReadonlySet<string>;
  readonly writeNull: ReadonlySet<string>;
}

const nothing: GoType = { dropZero: new Set(), writeNull: new Set() };
let types: Map<string, GoType> | undefined;

/**
 * What the OpenAPI documents do not tell about a built-in type, but every
 * answer shows: which fields Go's JSON encoder omits when they are zero, and
 * which it writes as `null`. See openapi/README.md for where the file is from.
 */
export function goTypes(name: string | undefined): GoType {
  types ??= readGoTypes();
  return (name && types.get(name)) || nothing;
}

function readGoTypes(): Map<string, GoType> {
  const file = join(__dirname, 'openapi', 'goTypes.json');
  const entries: Record<string, { dropZero?: string[]; writeNull?: string[] }> =
    JSON.parse(readFileSync(file, 'utf8'));
  return new Map(
    Object.entries(entries).map(([name, { dropZero, writeNull }]) => [
      name,
      { dropZero: new Set(dropZero), writeNull: new Set(writeNull) },
    ]),
  );
}
