import { Cause } from '../schema/types';
import { StatusCause, StatusDetails, StatusError } from './StatusError';

/** A resource as Status messages name it: `deployments.apps`, `pods`. */
export interface GroupResource {
  group: string;
  resource: string;
}

/** A kind as Status messages name it: `Deployment.apps`, `ConfigMap`. */
export interface GroupKind {
  group: string;
  kind: string;
}

function qualified(name: string, group: string): string {
  return group ? `${name}.${group}` : name;
}

function detailsOf(
  type: GroupResource,
  name?: string,
  causes?: StatusCause[],
): StatusDetails {
  return {
    ...(name && { name }),
    ...(type.group && { group: type.group }),
    kind: type.resource,
    ...(causes && { causes }),
  };
}

export function notFound(type: GroupResource, name: string): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: `${qualified(type.resource, type.group)} "${name}" not found`,
    details: detailsOf(type, name),
  });
}

/** The path leads to a resource that its group version does not have. */
export function unknownResource(): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    details: {},
  });
}

export function alreadyExists(
  type: GroupResource,
  name: string,
  options: { beingDeleted?: boolean } = {},
): StatusError {
  const prefix = options.beingDeleted ? 'object is being deleted: ' : '';
  return new StatusError({
    code: 409,
    reason: 'AlreadyExists',
    message: `${prefix}${qualified(
      type.resource,
      type.group,
    )} "${name}" already exists`,
    details: detailsOf(type, name),
  });
}

/** Somebody else wrote first, or the object is not the one that was meant. */
export function conflict(
  type: GroupResource,
  name: string,
  why = 'the object has been modified; please apply your changes to the latest version and try again',
): StatusError {
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${qualified(
      type.resource,
      type.group,
    )} "${name}": ${why}`,
    details: detailsOf(type, name),
  });
}

/** Fields of this apply belong to other managers. */
export function applyConflict(options: {
  message: string;
  conflicts: readonly { field: string; message: string }[];
}): StatusError {
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message: options.message,
    details: {
      causes: options.conflicts.map(({ field, message }) => ({
        reason: 'FieldManagerConflict',
        message,
        field,
      })),
    },
  });
}

export function invalid(
  type: GroupKind,
  name: string,
  causes: readonly Cause[],
): StatusError {
  const texts = causes.map(cause => `${cause.field}: ${cause.message}`);
  const text = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: `${qualified(
      type.kind,
      type.group,
    )} "${name}" is invalid: ${text}`,
    details: {
      ...(name && { name }),
      ...(type.group && { group: type.group }),
      kind: type.kind,
      causes: [...causes],
    },
  });
}

/** An option in the query, not the object, is wrong. */
export function invalidOptions(
  kind: 'ListOptions' | 'PatchOptions' | 'DeleteOptions',
  cause: Cause,
): StatusError {
  return invalid({ group: 'meta.k8s.io', kind }, '', [cause]);
}

/** The API server says no more than this of a JSON patch that cannot be applied. */
export function rejectedPatch(): StatusError {
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    details: {},
  });
}

export function badRequest(message: string): StatusError {
  return new StatusError({ code: 400, reason: 'BadRequest', message });
}

export function unauthorized(): StatusError {
  return new StatusError({
    code: 401,
    reason: 'Unauthorized',
    message: 'Unauthorized',
  });
}

export function forbidden(
  type: GroupResource,
  name: string | undefined,
  why: string,
  causes?: StatusCause[],
): StatusError {
  const subject = qualified(type.resource, type.group);
  return new StatusError({
    code: 403,
    reason: 'Forbidden',
    message: `${subject}${name ? ` "${name}"` : ''} is forbidden: ${why}`,
    details: detailsOf(type, name, causes),
  });
}

export function forbiddenPath(why: string): StatusError {
  return new StatusError({
    code: 403,
    reason: 'Forbidden',
    message: `forbidden: ${why}`,
    details: {},
  });
}

export function methodNotAllowed(): StatusError {
  return new StatusError({
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
    details: {},
  });
}

export function notAcceptable(available: readonly string[]): StatusError {
  return new StatusError({
    code: 406,
    reason: 'NotAcceptable',
    message: `406: Not Acceptable\n\nAvailable representations: ${available.join(
      ', ',
    )}`,
    details: {},
  });
}

/** A body in a format that built-in kinds do not take. */
export function unsupportedMediaType(): StatusError {
  return new StatusError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: '415: Unsupported Media Type',
    details: {},
  });
}

/** A body in a format that this kind does not take. */
export function unsupportedBody(accepted: readonly string[]): StatusError {
  return new StatusError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  });
}

export function expired(message: string, continueToken?: string): StatusError {
  return new StatusError({
    code: 410,
    reason: 'Expired',
    message,
    continueToken,
  });
}

export function tooLargeResourceVersion(
  asked: number,
  current: number,
): StatusError {
  return new StatusError({
    code: 504,
    reason: 'Timeout',
    message: `Timeout: Too large resource version: ${asked}, current: ${current}`,
    details: {
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    },
  });
}

/** A webhook said no; `status` is what it said. */
export function deniedByWebhook(
  webhook: string,
  status: { code?: number; message?: string; reason?: string } = {},
): StatusError {
  const denied = `admission webhook ${JSON.stringify(
    webhook,
  )} denied the request`;
  const why = status.message || status.reason;
  return new StatusError({
    // A refusal is never a success, whatever the webhook says.
    code: Math.max(status.code ?? 0, 400),
    reason: status.reason,
    message: why ? `${denied}: ${why}` : `${denied} without explanation`,
  });
}

/** A webhook that has to be asked could not be asked. */
export function failedWebhook(webhook: string, why: string): StatusError {
  const message = `failed calling webhook ${JSON.stringify(
    webhook,
  )}: failed to call webhook: ${why}`;
  return new StatusError({
    code: 500,
    reason: 'InternalError',
    message: `Internal error occurred: ${message}`,
    details: { causes: [{ reason: '', message }] },
  });
}

/** What the API server did not expect: 500 without a reason. */
export function unexpected(message: string): StatusError {
  return new StatusError({ code: 500, message });
}
