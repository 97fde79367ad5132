import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Where a page ended, as text that callers hand back and do not read. */
export function toCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

const schema = z.array(z.union([z.string().max(4096), z.number(), z.null()]));

/** @throws InputError */
export function fromCursor(
  cursor: string,
  length: number,
): (string | number | null)[] {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    json = undefined;
  }
  const parsed = schema.length(length).safeParse(json);
  if (parsed.success) return parsed.data;
  throw new InputError('cursor: it is none that this list gave');
}

/** The text as a part that may be anywhere, for `like … escape '\'`. */
export function toLikePattern(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}
