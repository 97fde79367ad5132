import { SchemaType } from '../schema/SchemaType';
import { findUnknownFields } from '../schema/unknownFields';

/** The first field of a configuration that the kind does not have, as `.spec.colour`. */
export function findUndeclaredField(
  type: SchemaType,
  applied: unknown,
): string | undefined {
  const [first] = findUnknownFields(type, applied);
  return first === undefined ? undefined : `.${first}`;
}
