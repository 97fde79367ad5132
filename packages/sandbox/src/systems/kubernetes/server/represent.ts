import {
  ServedResource,
  gvkOfResource,
  groupVersionOf,
} from '../discovery/ServedResource';
import { toTable } from '../printers';
import { ListResult } from '../resources/listObjects';
import { KubeObject } from '../schema/types';
import { badRequest } from '../status/failures';
import { Representation } from './negotiate';

/** How objects of one resource are shown to a client. */
export interface View {
  type: ServedResource;
  representation: Representation;
  /** How much of each object a Table carries. */
  includeObject: 'None' | 'Metadata' | 'Object';
  now: Date;
}

export function readIncludeObject(
  query: URLSearchParams,
): View['includeObject'] {
  const value = query.get('includeObject') || 'Metadata';
  if (value !== 'None' && value !== 'Metadata' && value !== 'Object') {
    throw badRequest(`unrecognized includeObject value: "${value}"`);
  }
  return value;
}

/** One object as the client wants to see it. */
export function showObject(
  view: View,
  object: KubeObject,
  options: { withColumns: boolean } = { withColumns: true },
): object {
  switch (view.representation) {
    case 'table':
      return {
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { resourceVersion: object.metadata.resourceVersion },
        ...tableOf(view, [object], options.withColumns),
      };
    case 'metadata':
      return toMetadata(object);
    default:
      return withKindFirst(object);
  }
}

/** A list, or one page of it. */
export function showList(view: View, list: ListResult): object {
  const { type } = view;
  const metadata = {
    resourceVersion: String(list.resourceVersion),
    ...(list.continueToken && { continue: list.continueToken }),
    ...(list.remaining && { remainingItemCount: list.remaining }),
  };
  switch (view.representation) {
    case 'table':
      return {
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        ...tableOf(view, list.items, true),
      };
    case 'metadata':
      return {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        items: list.items.map(toMetadata),
      };
    default:
      return {
        kind: type.listKind,
        apiVersion: groupVersionOf(type),
        // The lists of custom resources always have the field.
        metadata: type.definition ? { continue: '', ...metadata } : metadata,
        items: list.items.map(type.definition ? withKindFirst : withoutKind),
      };
  }
}

function tableOf(view: View, objects: KubeObject[], withColumns: boolean) {
  const { columnDefinitions = null, rows } = toTable({
    gvk: gvkOfResource(view.type),
    objects,
    now: view.now,
    crd: view.type.definition,
    includeObject: view.includeObject,
    withColumns,
  });
  return { columnDefinitions, rows };
}

function toMetadata({ metadata }: KubeObject): object {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
  };
}

function withKindFirst({ kind, apiVersion, ...rest }: KubeObject): object {
  return { kind, apiVersion, ...rest };
}

/** Items of built-in lists do not repeat what the list says. */
function withoutKind({ kind: _kind, apiVersion: _v, ...rest }: KubeObject) {
  return rest;
}
