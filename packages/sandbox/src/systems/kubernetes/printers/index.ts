import type { Gvk, KubeObject } from '../schema/types';
import type { Cell, Column, ColumnDefinition } from './Column';
import { builtInColumns } from './columns';
import { ageColumn, nameColumn } from './commonColumns';
import { customColumns } from './customColumns';
import { fieldDescription } from './fieldDescription';

export type { Cell, ColumnDefinition } from './Column';

export type TableRow = { cells: Cell[]; object?: unknown };

/** What a `meta.k8s.io/v1` Table holds beside its own metadata. */
export type TableParts = {
  columnDefinitions?: ColumnDefinition[];
  rows: TableRow[];
};

export type TableOptions = {
  gvk: Gvk;
  objects: readonly KubeObject[];
  now: Date;
  /** The definition, when the kind is a custom resource. */
  crd?: KubeObject;
  /** What each row carries beside its cells; kubectl asks for `Metadata`. */
  includeObject: 'Metadata' | 'Object' | 'None';
  /** A watch sends the definitions with its first event only. */
  withColumns: boolean;
};

/**
 * Objects as the rows of a table, in the columns that `kubectl get` shows.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables
 */
export function toTable(options: TableOptions): TableParts {
  const { now, includeObject } = options;
  const columns = columnsOf(options.gvk, options.crd);
  const rows = options.objects.map(object => ({
    cells: columns.map(column => column.cell(object, now)),
    ...(includeObject !== 'None' && {
      object: includeObject === 'Object' ? object : metadataOf(object),
    }),
  }));
  if (!options.withColumns) return { rows };
  return {
    columnDefinitions: columns.map(({ cell: _cell, ...definition }) => ({
      name: definition.name,
      type: definition.type,
      format: definition.format,
      description:
        typeof definition.description === 'string'
          ? definition.description
          : fieldDescription(definition.description),
      priority: definition.priority,
    })),
    rows,
  };
}

function columnsOf(gvk: Gvk, definition?: KubeObject): Column[] {
  if (definition) return customColumns(gvk, definition);
  const key = `${gvk.group}/${gvk.kind}`;
  return builtInColumns[key] ?? [nameColumn, ageColumn];
}

function metadataOf(object: KubeObject) {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}
