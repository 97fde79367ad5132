import { ServiceAccountTokens } from '../auth/ServiceAccountTokens';
import { requestToken } from '../auth/tokenRequest';
import { ServedResource } from '../discovery/ServedResource';
import { ReadPodLog } from '../podlog/podLog';
import { runReviewed } from '../resources/Operation';
import { ResourceContext, WriteOptions } from '../resources/ResourceContext';
import { toServedVersion } from '../resources/convertVersion';
import { DeletePreferences, deleteObject } from '../resources/deleteObject';
import { patchObject } from '../resources/patchObject';
import { replaceObject } from '../resources/replaceObject';
import { patchScale, readScale, replaceScale } from '../resources/scale';
import { updateObject } from '../resources/updateObject';
import { KubeObject } from '../schema/types';
import { toSuccess } from '../status/StatusError';
import {
  badRequest,
  methodNotAllowed,
  notFound,
  unknownResource,
} from '../status/failures';
import { Answer, ApiRequest, objectAnswer } from './ApiRequest';
import { keyOf } from './keyOf';
import { podLogAnswer } from './podLogAnswer';
import { contentTypeOf, readObject } from './readBody';
import { readWriteOptions } from './readWriteOptions';
import { showObject } from './represent';
import { ResourceRequest, isTrue } from './requestInfo';

type Request = ApiRequest<ResourceRequest>;

/** Answers `<resource>/<name>/<subresource>`. */
export class SubresourceAnswers {
  readonly #context: ResourceContext;
  readonly #tokens: ServiceAccountTokens;
  readonly #readLog: ReadPodLog;

  constructor(options: {
    context: ResourceContext;
    tokens: ServiceAccountTokens;
    readLog: ReadPodLog;
  }) {
    this.#context = options.context;
    this.#tokens = options.tokens;
    this.#readLog = options.readLog;
  }

  answer(
    request: Request,
    type: ServedResource,
    subresource: string,
  ): Answer | Promise<Answer> {
    const found = type.subresources.find(
      part => part.name === subresource.split('/')[0],
    );
    if (!found || (type.namespaced && !request.info.namespace)) {
      throw unknownResource();
    }
    if (!found.verbs.includes(request.info.verb)) throw methodNotAllowed();
    switch (found.name) {
      case 'scale':
        return this.#scale(request, type);
      case 'log':
        return podLogAnswer(this.#context, this.#readLog, request);
      case 'token':
        return this.#token(request);
      case 'eviction':
        return this.#evict(request, type);
      case 'binding':
        return this.#bind(request, type);
      case 'exec':
      case 'attach':
      case 'portforward':
      case 'proxy':
        // There is no process to talk to.
        throw badRequest('Upgrade request required');
      default:
        return this.#part(request, type, found.name);
    }
  }

  /** A subresource that is the object itself, with only a part of it open to change. */
  async #part(
    request: Request,
    type: ServedResource,
    subresource: string,
  ): Promise<Answer> {
    const key = keyOf(request, type);
    switch (request.info.verb) {
      case 'get': {
        const stored = this.#context.store.get(type.storage.id, key);
        if (!stored) throw notFound(type, key.name);
        return this.#show(type, toServedVersion(type, stored));
      }
      case 'patch': {
        const { object } = await runReviewed(
          this.#context,
          patchObject(this.#context, {
            type,
            key,
            subresource,
            contentType: contentTypeOf(request),
            body: request.body.toString(),
            write: readWriteOptions(request),
            force: isTrue(request.query.get('force')),
            fieldManager: request.query.get('fieldManager') ?? undefined,
          }),
        );
        return this.#show(type, object);
      }
      default: {
        const { object } = await runReviewed(
          this.#context,
          replaceObject(this.#context, {
            type,
            key,
            subresource,
            body: readObject(request, type.kind),
            write: readWriteOptions(request),
          }),
        );
        return this.#show(type, object);
      }
    }
  }

  async #scale(request: Request, type: ServedResource): Promise<Answer> {
    const target = { type, key: keyOf(request, type) };
    switch (request.info.verb) {
      case 'get':
        return objectAnswer(readScale(this.#context, target));
      case 'patch':
        return objectAnswer(
          await runReviewed(
            this.#context,
            patchScale(this.#context, {
              ...target,
              contentType: contentTypeOf(request),
              body: request.body.toString(),
              write: readWriteOptions(request),
            }),
          ),
        );
      default:
        return objectAnswer(
          await runReviewed(
            this.#context,
            replaceScale(this.#context, {
              ...target,
              body: readObject(request, 'Scale'),
              write: readWriteOptions(request),
            }),
          ),
        );
    }
  }

  #token(request: Request): Answer {
    const { namespace, name } = request.info;
    const body = readObject(request, 'TokenRequest');
    return objectAnswer(
      requestToken(this.#context, this.#tokens, {
        namespace: namespace!,
        name: name!,
        spec: body.spec as object | undefined,
      }),
      201,
    );
  }

  #evict(request: Request, type: ServedResource): Answer {
    const { deleteOptions } = readObject(request, 'Eviction') as {
      deleteOptions?: DeletePreferences;
    };
    deleteObject(this.#context, {
      type,
      key: keyOf(request, type),
      preferences: deleteOptions ?? {},
      write: readWriteOptions(request),
    });
    return created();
  }

  /** What a scheduler does: gives a Pod its node. */
  async #bind(request: Request, type: ServedResource): Promise<Answer> {
    const { target } = readObject(request, 'Binding') as {
      target?: { name?: string };
    };
    const write: WriteOptions = readWriteOptions(request);
    await runReviewed(
      this.#context,
      updateObject(this.#context, {
        type,
        key: keyOf(request, type),
        subresource: 'binding',
        write,
        change: pod => ({
          ...pod,
          spec: { ...(pod.spec as object), nodeName: target?.name },
        }),
      }),
    );
    return created();
  }

  #show(type: ServedResource, object: KubeObject): Answer {
    return objectAnswer(
      showObject(
        {
          type,
          representation: 'object',
          includeObject: 'Metadata',
          now: this.#context.now(),
        },
        object,
      ),
    );
  }
}

function created(): Answer {
  const { details: _details, ...status } = toSuccess({});
  return objectAnswer({ ...status, code: 201 }, 201);
}
