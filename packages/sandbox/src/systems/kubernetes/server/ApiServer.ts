import { IncomingMessage, ServerResponse } from 'node:http';
import { Faults } from '../../../faults/Faults';
import { AuditLog } from '../audit/AuditLog';
import { auditEvent } from '../audit/auditEvent';
import { Attributes, describeRefusal } from '../auth/Attributes';
import { Authenticator } from '../auth/Authenticator';
import { Authorizer, Decision } from '../auth/Authorizer';
import { impersonate } from '../auth/impersonate';
import { UserInfo } from '../resources/ResourceContext';
import { Schemas } from '../schema';
import { forbidden, forbiddenPath, unauthorized } from '../status/failures';
import { Answer, ApiRequest } from './ApiRequest';
import { failureAnswer } from './failureAnswer';
import { PathAnswers } from './PathAnswers';
import { readAnything } from './readBody';
import { receiveBody } from './receiveBody';
import { RequestInfo, readRequestInfo } from './requestInfo';
import { ResourceAnswers } from './ResourceAnswers';
import { writeAnswer } from './writeAnswer';

/** What has become known of a request by the time it is answered. */
interface Progress {
  receivedAt: Date;
  caller?: UserInfo;
  impersonated?: UserInfo;
  decision?: Decision;
  request?: ApiRequest;
}

/** The chain that every request goes through: who asks, may they, the answer, and the audit line. */
export class ApiServer {
  readonly #authenticator: Authenticator;
  readonly #authorizer: Authorizer;
  readonly #resources: ResourceAnswers;
  readonly #paths: PathAnswers;
  readonly #schemas: Schemas;
  readonly #audit: AuditLog;
  readonly #faults: Faults;
  readonly #now: () => Date;

  constructor(options: {
    authenticator: Authenticator;
    authorizer: Authorizer;
    resources: ResourceAnswers;
    paths: PathAnswers;
    schemas: Schemas;
    audit: AuditLog;
    faults: Faults;
    now: () => Date;
  }) {
    this.#authenticator = options.authenticator;
    this.#authorizer = options.authorizer;
    this.#resources = options.resources;
    this.#paths = options.paths;
    this.#schemas = options.schemas;
    this.#audit = options.audit;
    this.#faults = options.faults;
    this.#now = options.now;
  }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const progress: Progress = { receivedAt: this.#now() };
    const answer = await this.#answer(req, progress).catch(failureAnswer);
    this.#writeAudit(req, progress, answer);
    writeAnswer(req, res, answer, {
      warnings: progress.request?.warnings ?? [],
      onDrop: end => this.#faults.onDropStreams(end),
    });
  }

  async #answer(req: IncomingMessage, progress: Progress): Promise<Answer> {
    const { headers } = req;
    const url = new URL(req.url ?? '/', 'http://cluster');
    const info = readRequestInfo(req.method!, url.pathname, url.searchParams);
    const caller = this.#authenticator.authenticate(headers.authorization);
    if (!caller) throw unauthorized();
    progress.caller = caller;
    progress.impersonated = impersonate(this.#authorizer, caller, headers);
    const request = {
      method: req.method!,
      path: url.pathname,
      query: url.searchParams,
      ...(await receiveBody(this.#schemas, req)),
      user: progress.impersonated ?? caller,
      warnings: [],
    };
    progress.request = { ...request, info };
    progress.decision = this.#decide(info, request.user);
    return info.kind === 'resource'
      ? this.#resources.answer({ ...request, info })
      : this.#paths.answer({ ...request, info });
  }

  /** Throws when it is not allowed. */
  #decide(info: RequestInfo, user: UserInfo): Decision {
    const attributes = attributesOf(info, user);
    const decision = this.#authorizer.decide(attributes);
    if (decision.allowed) return decision;
    const why = describeRefusal(attributes);
    throw info.kind === 'path'
      ? forbiddenPath(why)
      : forbidden(info, info.name, why);
  }

  #writeAudit(req: IncomingMessage, progress: Progress, answer: Answer): void {
    const { caller, request, decision } = progress;
    if (!caller || request?.info.kind !== 'resource') return;
    const { info } = request;
    const responseObject = answer.kind === 'object' ? answer.object : undefined;
    const event = auditEvent({
      receivedAt: progress.receivedAt,
      answeredAt: this.#now(),
      requestUri: req.url ?? '/',
      verb: info.verb,
      user: caller,
      impersonatedUser: progress.impersonated,
      sourceIp: req.socket.remoteAddress ?? '',
      userAgent: req.headers['user-agent'],
      resource: { ...info, name: info.name ?? nameOf(responseObject) },
      allowed: decision !== undefined,
      reason: decision?.reason,
      readRequestObject: () => readAnything(request),
      responseObject,
      code: answer.kind === 'stream' ? 200 : answer.status,
    });
    if (event) this.#audit.append(event);
  }
}

function attributesOf(info: RequestInfo, user: UserInfo): Attributes {
  if (info.kind === 'path') {
    return { kind: 'path', user, verb: info.verb, path: info.path };
  }
  const { resource, subresource } = info;
  return {
    ...info,
    user,
    resource: subresource ? `${resource}/${subresource}` : resource,
  };
}

/** What a created object was named. */
function nameOf(object: object | undefined): string | undefined {
  return (object as { metadata?: { name?: string } } | undefined)?.metadata
    ?.name;
}
