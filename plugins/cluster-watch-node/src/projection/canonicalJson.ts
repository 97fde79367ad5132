import { JsonValue } from '@backstage/types';

/**
 * JSON text that is the same for the same content, in whatever order its fields come.
 * Fields that are undefined are left out.
 *
 * @throws when it holds text that PostgreSQL cannot store: NUL, or half of a surrogate pair
 */
export function canonicalJson(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(storable(value));
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const fields = Object.keys(value)
    .filter(name => value[name] !== undefined)
    .sort()
    .map(
      name => `${JSON.stringify(storable(name))}:${canonicalJson(value[name])}`,
    );
  return `{${fields.join(',')}}`;
}

function storable(text: string): string {
  if (text.includes('\0') || /\p{Surrogate}/u.test(text)) {
    throw new Error('holds text that no database can store');
  }
  return text;
}
