import { isJsonObject, JsonObject } from '../compare/json';

/**
 * What a `fields` parameter such as `items.metadata.name,items.status.health`
 * leaves of a list. The list's own metadata always stays.
 */
export function selectListFields(
  list: { metadata: object; items: readonly object[] | null },
  fields: string | undefined,
): unknown {
  if (!fields) return list;
  const excluded = fields.startsWith('-');
  const paths = pathsIn(excluded ? fields.slice(1) : fields, 'items.');
  return {
    items:
      list.items?.map(item =>
        excluded ? without(item, paths) : only(item, paths),
      ) ?? null,
    metadata: list.metadata,
  };
}

/** The same for an event of a stream, whose fields begin with `result.application.`. */
export function selectEventFields(
  event: { type: string; application: object },
  fields: string | undefined,
): unknown {
  if (!fields || fields.startsWith('-')) return event;
  const paths = pathsIn(fields, 'result.application.');
  const hasType = fields.split(',').includes('result.type');
  return {
    ...(hasType && { type: event.type }),
    application: only(event.application, paths),
  };
}

function pathsIn(fields: string, prefix: string): string[][] {
  return fields
    .split(',')
    .filter(field => field.startsWith(prefix))
    .map(field => field.slice(prefix.length).split('.'));
}

function only(value: object, paths: string[][]): JsonObject {
  const result: JsonObject = {};
  for (const path of paths) {
    const found = path.reduce<unknown>(
      (part, field) => (isJsonObject(part) ? part[field] : undefined),
      value,
    );
    if (found !== undefined) assign(result, path, found);
  }
  return result;
}

function assign(target: JsonObject, path: string[], value: unknown): void {
  const [field, ...rest] = path;
  if (!rest.length) {
    target[field] = value;
    return;
  }
  const inner = target[field];
  const next: JsonObject = isJsonObject(inner) ? { ...inner } : {};
  assign(next, rest, value);
  target[field] = next;
}

function without(value: object, paths: string[][]): unknown {
  const copy = structuredClone(value);
  for (const path of paths) {
    const parent = path
      .slice(0, -1)
      .reduce<unknown>(
        (part, field) => (isJsonObject(part) ? part[field] : undefined),
        copy,
      );
    if (isJsonObject(parent)) delete parent[path[path.length - 1]];
  }
  return copy;
}
