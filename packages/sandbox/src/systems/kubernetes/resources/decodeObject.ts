import {
  ServedResource,
  groupVersionOf,
  gvkOfResource,
} from '../discovery/ServedResource';
import { KubeObject, apiVersionOf, gvkOf } from '../schema/types';
import { StatusError } from '../status/StatusError';
import { badRequest } from '../status/failures';
import { ResourceContext, WriteOptions } from './ResourceContext';

type Validation = Pick<WriteOptions, 'fieldValidation' | 'warn'>;

/** The JSON of a body: an object, and nothing more is known of it. */
export type Untrusted = Record<string, unknown>;

/**
 * Turns the JSON of a body into an object of the resource's kind, in the
 * version that was asked: kind and types of fields are checked, and fields
 * that the kind does not have are dropped, with a warning or an error.
 */
export function decodeObject(
  context: ResourceContext,
  type: ServedResource,
  body: Untrusted,
  options: Validation,
): KubeObject {
  const object = decodeTypes(context, type, body, options);
  const gvk = gvkOfResource(type);
  const unknown = context.schemas.unknownFields(gvk, object);
  reportUnknownFields(type, unknown, options);
  return context.schemas.prune(gvk, object);
}

/** As `decodeObject`, and fields that the kind does not have stay. */
export function decodeTypes(
  context: ResourceContext,
  type: ServedResource,
  body: Untrusted,
  options: Validation,
): KubeObject {
  const object = withKind(context, type, body, options);
  const wrong = context.schemas.typeError(gvkOfResource(type), object);
  if (wrong) throw badRequest(cannotHandle(type, wrong));
  return object;
}

function withKind(
  context: ResourceContext,
  type: ServedResource,
  body: Untrusted,
  options: Validation,
): KubeObject {
  const apiVersion = groupVersionOf(type);
  if (type.definition && (!body.kind || !body.apiVersion)) {
    const missing = body.kind ? 'apiVersion' : 'Kind';
    throw badRequest(
      `Object '${missing}' is missing in '${JSON.stringify(body)}'`,
    );
  }
  const object = {
    ...body,
    apiVersion: String(body.apiVersion || apiVersion),
    kind: String(body.kind || type.kind),
    metadata: body.metadata ?? {},
  } as KubeObject;
  if (object.apiVersion === apiVersion && object.kind === type.kind) {
    return object;
  }
  throw type.definition
    ? otherCustomKind(type, object, options)
    : otherKind(context, type, object);
}

function otherCustomKind(
  type: ServedResource,
  object: KubeObject,
  options: Validation,
): StatusError {
  const known = new Set(['apiVersion', 'kind', 'metadata']);
  const unknown = Object.keys(object).filter(field => !known.has(field));
  if (options.fieldValidation === 'Warn') {
    unknown.forEach(field => options.warn(`unknown field "${field}"`));
  }
  const expected = groupVersionOf(type);
  return badRequest(
    object.apiVersion === expected
      ? `the kind in the data (${object.kind}) does not match the expected kind (${type.kind})`
      : `the API version in the data (${object.apiVersion}) does not match the expected API version (${expected})`,
  );
}

/** In the words of Go's conversion between the types of two kinds. */
function otherKind(
  context: ResourceContext,
  type: ServedResource,
  object: KubeObject,
): StatusError {
  const gvk = gvkOf(object);
  const internal = (type.group || 'core').split('.')[0];
  return badRequest(
    context.served.findByKind(gvk)
      ? `${gvk.kind} in version "${gvk.version}" cannot be handled as a ${type.kind}: converting (${gvk.version}.${gvk.kind}) to (${internal}.${type.kind}): unknown conversion`
      : `no kind "${gvk.kind}" is registered for version "${apiVersionOf(
          gvk,
        )}" in scheme "pkg/api/legacyscheme/scheme.go:30"`,
  );
}

function cannotHandle(type: ServedResource, why: string): string {
  return `${type.kind} in version "${type.version}" cannot be handled as a ${type.kind}: ${why}`;
}

/** As `fieldValidation` in the query asks. */
function reportUnknownFields(
  type: ServedResource,
  messages: readonly string[],
  options: Validation,
): void {
  if (messages.length === 0 || options.fieldValidation === 'Ignore') return;
  if (options.fieldValidation === 'Warn') {
    messages.forEach(options.warn);
    return;
  }
  throw badRequest(
    cannotHandle(type, `strict decoding error: ${messages.join(', ')}`),
  );
}
