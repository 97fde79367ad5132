import type { KubeObject } from '../schema/types';
import type { FieldReference } from './fieldDescription';

/** @see https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables */
export type ColumnDefinition = {
  name: string;
  type: string;
  format: string;
  description: string;
  /** 0 is always shown, 1 only with `-o wide`. */
  priority: number;
};

export type Cell = string | number | boolean | null;

/** One column of a kind: its definition, and its cell for an object. */
export type Column = Omit<ColumnDefinition, 'description'> & {
  description: string | FieldReference;
  cell: (object: KubeObject, now: Date) => Cell;
};

/** A column that is always shown. */
export function column(
  name: string,
  description: Column['description'],
  cell: Column['cell'],
  more: Partial<ColumnDefinition> = {},
): Column {
  return {
    name,
    type: 'string',
    format: '',
    description,
    priority: 0,
    cell,
    ...more,
  };
}

/** A column of `-o wide`. */
export function wide(
  name: string,
  description: Column['description'],
  cell: Column['cell'],
): Column {
  return column(name, description, cell, { priority: 1 });
}

/** A column of numbers. */
export function count(
  name: string,
  description: Column['description'],
  cell: Column['cell'],
): Column {
  return column(name, description, cell, { type: 'integer' });
}

/** A value at a path, whatever it is; undefined where the path ends early. */
export function at(object: unknown, ...path: Array<string | number>): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    object,
  );
}

export function textAt(
  object: unknown,
  ...path: Array<string | number>
): string | undefined {
  const value = at(object, ...path);
  return value === undefined || value === null ? undefined : String(value);
}

export function numberAt(
  object: unknown,
  ...path: Array<string | number>
): number {
  return Number(at(object, ...path) ?? 0);
}

export function listAt(
  object: unknown,
  ...path: Array<string | number>
): Array<Record<string, unknown>> {
  const value = at(object, ...path);
  return Array.isArray(value) ? value : [];
}

/** `a=1,b in (x,y)`: a label selector in kubectl's spelling. */
export function selectorText(selector: unknown): string {
  const operators: Record<string, (key: string, values: string) => string> = {
    In: (key, values) => `${key} in (${values})`,
    NotIn: (key, values) => `${key} notin (${values})`,
    Exists: key => key,
    DoesNotExist: key => `!${key}`,
  };
  const labels = Object.entries(
    (at(selector, 'matchLabels') ?? {}) as Record<string, string>,
  ).map(([key, value]) => `${key}=${value}`);
  const expressions = listAt(selector, 'matchExpressions').map(expression =>
    operators[String(expression.operator)]?.(
      String(expression.key),
      listAt(expression, 'values').join(','),
    ),
  );
  return [...labels, ...expressions].sort().join(',') || '<none>';
}

/** `a=1,b=2`: labels in kubectl's spelling. */
export function labelsText(labels: unknown): string {
  return selectorText({ matchLabels: labels });
}

/** The first items of a list, and how many more there are. */
export function shortened(items: readonly unknown[], most = 3): string {
  const shown = items.slice(0, most).join(',');
  return items.length > most
    ? `${shown} + ${items.length - most} more...`
    : shown;
}
