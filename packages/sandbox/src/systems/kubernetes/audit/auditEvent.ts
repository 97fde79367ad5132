import { randomUUID } from 'node:crypto';
import { UserInfo } from '../resources/ResourceContext';
import { Status } from '../status/StatusError';

/** What the audit log is told of a request that was answered. */
export interface AuditedRequest {
  receivedAt: Date;
  answeredAt: Date;
  requestUri: string;
  verb: string;
  user: UserInfo;
  impersonatedUser?: UserInfo;
  sourceIp: string;
  userAgent?: string;
  resource: {
    group: string;
    version: string;
    resource: string;
    subresource?: string;
    namespace?: string;
    name?: string;
  };
  allowed: boolean;
  reason?: string;
  /** Called only when the policy wants the body. */
  readRequestObject: () => unknown;
  responseObject?: object;
  code: number;
}

/** Kinds whose bodies would put secrets into the log. */
const withSecrets = new Set(['secrets', 'configmaps']);
const writes = new Set([
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
]);

/**
 * The `audit.k8s.io/v1` Event of a request, or none when the policy leaves it
 * out: writes are logged with their bodies, those of kinds with secrets
 * without, and reads only when they were refused or made in another's name.
 */
export function auditEvent(request: AuditedRequest): object | undefined {
  const isWrite = writes.has(request.verb);
  if (!isWrite && request.allowed && !request.impersonatedUser) {
    return undefined;
  }
  const { resource } = request;
  const hasSecrets =
    withSecrets.has(resource.resource) ||
    resource.subresource === 'token' ||
    resource.group === 'authentication.k8s.io';
  const level = isWrite && !hasSecrets ? 'RequestResponse' : 'Metadata';
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level,
    auditID: randomUUID(),
    stage: 'ResponseComplete',
    requestURI: request.requestUri,
    verb: request.verb,
    user: request.user,
    ...(request.impersonatedUser && {
      impersonatedUser: request.impersonatedUser,
      authenticationMetadata: {
        impersonationConstraint: 'impersonate:user-info',
      },
    }),
    sourceIPs: [request.sourceIp],
    ...(request.userAgent && { userAgent: request.userAgent }),
    objectRef: {
      resource: resource.resource,
      namespace: resource.namespace,
      name: resource.name,
      apiGroup: resource.group || undefined,
      apiVersion: resource.version,
      subresource: resource.subresource,
    },
    responseStatus: responseStatus(request),
    ...(level === 'RequestResponse' && {
      requestObject: request.readRequestObject(),
      responseObject: request.responseObject,
    }),
    requestReceivedTimestamp: withMicroseconds(request.receivedAt),
    stageTimestamp: withMicroseconds(request.answeredAt),
    annotations: {
      'authorization.k8s.io/decision': request.allowed ? 'allow' : 'forbid',
      'authorization.k8s.io/reason': request.reason ?? '',
    },
  };
}

function responseStatus({ responseObject, code }: AuditedRequest): object {
  const status = responseObject as Status | undefined;
  if (status?.kind !== 'Status') return { metadata: {}, code };
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = status;
  return { ...rest, code };
}

function withMicroseconds(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}
