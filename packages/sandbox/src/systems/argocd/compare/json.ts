/** A JSON object of which nothing is known yet. */
export type JsonObject = { [field: string]: unknown };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Equal as JSON: the order of fields does not matter, and an absent field is the same as an undefined one. */
export function jsonEquals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return (
      a.length === b.length &&
      a.every((item, index) => jsonEquals(item, b[index]))
    );
  }
  if (isJsonObject(a) && isJsonObject(b)) {
    const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...fields].every(field => jsonEquals(a[field], b[field]));
  }
  return false;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.values(value).every(isEmpty);
}

/**
 * Equal once empty lists and objects are left out: the API server drops
 * `env: []`, and a manifest that has it asks for nothing else.
 */
export function equalsWithoutEmpties(a: unknown, b: unknown): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return (
      a.length === b.length &&
      a.every((item, index) => equalsWithoutEmpties(item, b[index]))
    );
  }
  if (isJsonObject(a) && isJsonObject(b)) {
    const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...fields].every(field => equalsWithoutEmpties(a[field], b[field]));
  }
  return a === b;
}

/** JSON text as Go writes it: fields in alphabetical order. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    isJsonObject(part)
      ? Object.fromEntries(
          Object.keys(part)
            .sort()
            .map(field => [field, part[field]]),
        )
      : part,
  );
}
