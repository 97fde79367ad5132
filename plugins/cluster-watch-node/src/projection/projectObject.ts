import { JsonObject } from '@backstage/types';
import { createHash } from 'node:crypto';
import { canonicalJson } from './canonicalJson';
import { KubernetesObject, ObjectIdentity } from './KubernetesObject';
import { objectKey } from './objectKey';
import { Projection } from './Projection';

/** What a projection makes of an object; the hash tells whether that is new. */
export type ProjectionResult = { key: string; identity: ObjectIdentity } & (
  | { result: 'kept'; row: JsonObject; hash: string }
  | { result: 'rejected'; rejection: string }
  | { result: 'ignored' }
);

/** Longest part of an error that is kept, in characters: it may quote the object. */
const LONGEST_REJECTION = 500;

/** Projects one object. A projection that throws rejects the object, and no other one. */
export function projectObject(
  projection: Projection,
  object: KubernetesObject,
  context: { cluster: string },
): ProjectionResult {
  const { name, namespace, uid } = object.metadata;
  const known = {
    key: objectKey(object.metadata),
    identity: { name, namespace, uid },
  };
  try {
    const row = projection.project(object, context);
    if (!row) return { ...known, result: 'ignored' };
    return { ...known, result: 'kept', row, hash: hashOf(projection, row) };
  } catch (error) {
    return { ...known, result: 'rejected', rejection: describe(error) };
  }
}

function hashOf(projection: Projection, row: JsonObject): string {
  return createHash('sha256')
    .update(`${projection.revision}\n${canonicalJson(row)}`)
    .digest('base64url')
    .slice(0, 22);
}

function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .slice(0, LONGEST_REJECTION)
    .replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}
