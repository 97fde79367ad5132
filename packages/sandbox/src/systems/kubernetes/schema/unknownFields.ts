import { isMap } from './json';
import { SchemaType } from './SchemaType';

/** The paths of fields that the type does not have, in the order of the document. */
export function findUnknownFields(
  type: SchemaType,
  value: unknown,
  path = '',
): string[] {
  if (Array.isArray(value)) {
    return type.kind === 'list'
      ? value.flatMap((item, index) =>
          findUnknownFields(type.element, item, `${path}[${index}]`),
        )
      : [];
  }
  if (!isMap(value) || type.kind === 'any') return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const childPath = path ? `${path}.${key}` : key;
    const child = type.at(key);
    if (child) return findUnknownFields(child, item, childPath);
    return type.kind === 'struct' && !type.keepsUnknownFields
      ? [childPath]
      : [];
  });
}
