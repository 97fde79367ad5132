import { canonicalJson, isMap } from '../schema/json';
import { SchemaType } from '../schema/SchemaType';
import { KubeObject } from '../schema/types';
import { compareTyped } from './compareTyped';
import { FieldSet } from './FieldSet';
import { fieldSetOf } from './fieldSetOf';

/** Where client-side `kubectl apply` keeps what it applied. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The manager for which the API server looks after that annotation. */
export const KUBECTL = 'kubectl';

/**
 * The fields that a client-side apply still holds: those of its last
 * configuration that the live object has unchanged. `kubectl apply
 * --server-side` may take them without force.
 */
export function fieldsOfLastApplied(
  type: SchemaType,
  live: KubeObject,
): FieldSet {
  const text = live.metadata.annotations?.[LAST_APPLIED];
  const last = text ? parse(text) : undefined;
  if (!isMap(last) || last.apiVersion !== live.apiVersion) {
    return FieldSet.empty;
  }
  const { added, modified, removed } = compareTyped(type, last, live);
  return fieldSetOf(type, last)
    .difference(modified)
    .difference(added)
    .difference(removed);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Somebody wrote nonsense there: it holds nothing.
    return undefined;
  }
}

/** Keeps the annotation up to date, so that a client-side apply can follow a server-side one. */
export function withLastApplied(
  object: KubeObject,
  applied: KubeObject,
): KubeObject {
  const annotations = object.metadata.annotations;
  if (annotations?.[LAST_APPLIED] === undefined) return object;
  const { [LAST_APPLIED]: _own, ...others } =
    applied.metadata.annotations ?? {};
  const { annotations: _annotations, ...metadata } = applied.metadata;
  const configuration = {
    ...applied,
    metadata: {
      ...(Object.keys(others).length > 0 && { annotations: others }),
      ...metadata,
    },
  };
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        ...annotations,
        [LAST_APPLIED]: `${canonicalJson(configuration)}\n`,
      },
    },
  };
}
