import type { Gvk, KubeObject } from '../schema/types';
import { at, Cell, Column, listAt } from './Column';
import { ageColumn, nameColumn } from './commonColumns';
import { ageOf } from './humanDuration';

/**
 * The value at a JSONPath of the kind that CRD columns use: `.spec.size`,
 * `.status.conditions[?(@.type=="Ready")].status`, `.spec.hosts[0]`.
 *
 * @see https://kubernetes.io/docs/reference/kubectl/jsonpath/
 */
export function readJsonPath(object: unknown, path: string): unknown {
  let values: unknown[] = [object];
  const steps =
    /\.((?:[^.[\]\\]|\\.)+)|\['([^']+)'\]|\[(\d+|\*)\]|\[\?\(@\.([A-Za-z0-9_.]+)\s*==\s*["']([^"']*)["']\)\]/g;
  for (const [, plain, quoted, index, key, value] of path.matchAll(steps)) {
    const name = plain?.replace(/\\(.)/g, '$1') ?? quoted;
    values = values.flatMap(each => {
      if (name !== undefined) return [at(each, name)];
      if (!Array.isArray(each)) return [];
      if (key !== undefined) {
        return each.filter(
          item => String(at(item, ...key.split('.'))) === value,
        );
      }
      return index === '*' ? each : [each[Number(index)]];
    });
  }
  return values.find(value => value !== undefined && value !== null);
}

function toCell(value: unknown, type: string, now: Date): Cell {
  if (value === undefined || value === null)
    return type === 'string' ? '' : null;
  if (type === 'date') return ageOf(String(value), now);
  if (type === 'integer' || type === 'number') return Number(value);
  if (type === 'boolean') return Boolean(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Columns of a custom resource: the definition's own, or name and age. */
export function customColumns(gvk: Gvk, definition: KubeObject): Column[] {
  const version = listAt(definition, 'spec', 'versions').find(
    each => each.name === gvk.version,
  );
  const printed = listAt(version, 'additionalPrinterColumns');
  if (printed.length === 0) {
    return [nameColumn, { ...ageColumn, type: 'date' }];
  }
  return [
    nameColumn,
    ...printed.map(
      (each): Column => ({
        name: String(each.name),
        type: String(each.type),
        format: String(each.format ?? ''),
        description:
          each.description !== undefined
            ? String(each.description)
            : `Custom resource definition column (in JSONPath format): ${each.jsonPath}`,
        priority: Number(each.priority ?? 0),
        cell: (object, now) =>
          toCell(
            readJsonPath(object, String(each.jsonPath)),
            String(each.type),
            now,
          ),
      }),
    ),
  ];
}
