import { canonicalJson, isMap } from '../schema/json';
import { SchemaType } from '../schema/SchemaType';
import { FieldPath } from './FieldSet';

export function fieldStep(key: string): string {
  return `f:${key}`;
}

/** How an item of a list with keys, or of a set, is named. */
export function itemStep(list: SchemaType, item: unknown): string {
  if (list.listType === 'set') return `v:${canonicalJson(item)}`;
  const key: Record<string, unknown> = {};
  for (const name of list.listKeys) {
    const value = isMap(item) ? item[name] : undefined;
    const known = value ?? list.element.field(name)?.default;
    if (known !== undefined) key[name] = known;
  }
  return `k:${canonicalJson(key)}`;
}

/** As in messages: `.spec.containers[name="web"].image`. */
export function formatPath(path: FieldPath): string {
  return path.map(formatStep).join('');
}

function formatStep(step: string): string {
  const kind = step[0];
  const text = step.slice(2);
  switch (kind) {
    case 'k': {
      const parts = Object.entries(JSON.parse(text)).map(
        ([name, value]) => `${name}=${JSON.stringify(value)}`,
      );
      return `[${parts.join(',')}]`;
    }
    case 'v':
      return `[=${text}]`;
    case 'i':
      return `[${text}]`;
    default:
      return `.${text}`;
  }
}
