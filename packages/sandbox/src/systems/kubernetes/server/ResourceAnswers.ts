import { trackUpdate } from '../apply';
import { ServiceAccountTokens } from '../auth/ServiceAccountTokens';
import { ReviewSpec, Reviews } from '../auth/reviews';
import {
  ServedResource,
  groupVersionOf,
  gvkOfResource,
} from '../discovery/ServedResource';
import { ReadPodLog } from '../podlog/podLog';
import { runReviewed } from '../resources/Operation';
import { ResourceContext } from '../resources/ResourceContext';
import { toServedVersion } from '../resources/convertVersion';
import { createObject } from '../resources/createObject';
import { decodeObject } from '../resources/decodeObject';
import { deleteObject } from '../resources/deleteObject';
import { listObjects } from '../resources/listObjects';
import { patchObject } from '../resources/patchObject';
import { replaceObject } from '../resources/replaceObject';
import { KubeObject } from '../schema/types';
import { Status } from '../status/StatusError';
import {
  methodNotAllowed,
  notAcceptable,
  notFound,
  unknownResource,
} from '../status/failures';
import { Answer, ApiRequest, objectAnswer, pageNotFound } from './ApiRequest';
import { checkMethod } from './checkMethod';
import { keyOf } from './keyOf';
import { availableRepresentations, negotiate } from './negotiate';
import { contentTypeOf, readObject, readOptionalObject } from './readBody';
import {
  readListOptions,
  readSelection,
  readWatchOptions,
} from './readListOptions';
import { readDeleteOptions, readWriteOptions } from './readWriteOptions';
import { View, readIncludeObject, showList, showObject } from './represent';
import { ResourceRequest, isTrue } from './requestInfo';
import { SubresourceAnswers } from './SubresourceAnswers';
import { WatchTiming, watchAnswer } from './watchAnswer';

type Request = ApiRequest<ResourceRequest>;

/** Answers everything under `/api/v1` and `/apis/<group>/<version>`, for every kind by the same code. */
export class ResourceAnswers {
  readonly #context: ResourceContext;
  readonly #reviews: Reviews;
  readonly #subresources: SubresourceAnswers;
  readonly #timing: WatchTiming;

  constructor(options: {
    context: ResourceContext;
    reviews: Reviews;
    tokens: ServiceAccountTokens;
    readLog: ReadPodLog;
    timing: WatchTiming;
  }) {
    this.#context = options.context;
    this.#reviews = options.reviews;
    this.#timing = options.timing;
    this.#subresources = new SubresourceAnswers(options);
  }

  answer(request: Request): Answer | Promise<Answer> {
    const { group, version, resource, subresource } = request.info;
    const { served } = this.#context;
    const type = served.find(group, version, resource);
    if (!type) {
      if (served.isBuiltIn(group, version)) throw unknownResource();
      return pageNotFound();
    }
    if (type.deprecationWarning) request.warnings.push(type.deprecationWarning);
    if (subresource) {
      return this.#subresources.answer(request, type, subresource);
    }
    checkMethod(request.info, type);
    if (!type.verbs.includes('get')) return this.#review(request, type);
    switch (request.info.verb) {
      case 'get':
        return this.#get(request, type);
      case 'list':
        return this.#list(request, type);
      case 'watch':
        return this.#watch(request, type);
      case 'create':
        return this.#create(request, type);
      case 'update':
        return this.#replace(request, type);
      case 'patch':
        return this.#patch(request, type);
      case 'delete':
        return this.#delete(request, type);
      default:
        return this.#deleteCollection(request, type);
    }
  }

  #get(request: Request, type: ServedResource): Answer {
    const view = this.#view(request, type);
    const key = keyOf(request, type);
    const stored = this.#context.store.get(type.storage.id, key);
    if (!stored) throw notFound(type, key.name);
    return objectAnswer(showObject(view, toServedVersion(type, stored)));
  }

  #list(request: Request, type: ServedResource): Answer {
    const view = this.#view(request, type);
    const list = listObjects(this.#context, {
      type,
      namespace: request.info.namespace,
      ...readListOptions(type, request.query),
    });
    return objectAnswer(showList(view, list));
  }

  #watch(request: Request, type: ServedResource): Answer {
    const { name } = request.info;
    const options = readWatchOptions(type, request.query);
    const isOldPath = !isTrue(request.query.get('watch'));
    const selects =
      isOldPath && name
        ? (object: KubeObject) =>
            object.metadata.name === name && options.selects?.(object) !== false
        : options.selects;
    return watchAnswer(this.#context, {
      namespace: request.info.namespace,
      view: this.#view(request, type),
      watch: { ...options, selects },
      timing: this.#timing,
    });
  }

  async #create(request: Request, type: ServedResource): Promise<Answer> {
    const view = this.#view(request, type);
    const object = await runReviewed(
      this.#context,
      createObject(this.#context, {
        type,
        namespace: request.info.namespace,
        body: readObject(request, type.kind),
        write: readWriteOptions(request),
      }),
    );
    return objectAnswer(showObject(view, object), 201);
  }

  async #replace(request: Request, type: ServedResource): Promise<Answer> {
    const view = this.#view(request, type);
    const { object, created } = await runReviewed(
      this.#context,
      replaceObject(this.#context, {
        type,
        key: keyOf(request, type),
        body: readObject(request, type.kind),
        write: readWriteOptions(request),
      }),
    );
    return objectAnswer(showObject(view, object), created ? 201 : 200);
  }

  async #patch(request: Request, type: ServedResource): Promise<Answer> {
    const view = this.#view(request, type);
    const { object, created } = await runReviewed(
      this.#context,
      patchObject(this.#context, {
        type,
        key: keyOf(request, type),
        contentType: contentTypeOf(request),
        body: request.body.toString(),
        write: readWriteOptions(request),
        force: isTrue(request.query.get('force')),
        fieldManager: request.query.get('fieldManager') ?? undefined,
      }),
    );
    return objectAnswer(showObject(view, object), created ? 201 : 200);
  }

  #delete(request: Request, type: ServedResource): Answer {
    const view = this.#view(request, type);
    const body = readOptionalObject(request, 'DeleteOptions');
    const result = deleteObject(this.#context, {
      type,
      key: keyOf(request, type),
      ...readDeleteOptions(request, body),
    });
    return objectAnswer(isStatus(result) ? result : showObject(view, result));
  }

  #deleteCollection(request: Request, type: ServedResource): Answer {
    const view = this.#view(request, type);
    const options = readDeleteOptions(
      request,
      readOptionalObject(request, 'DeleteOptions'),
    );
    const list = listObjects(this.#context, {
      type,
      namespace: request.info.namespace,
      selects: readSelection(type, request.query),
    });
    for (const { metadata } of list.items) {
      deleteObject(this.#context, {
        type,
        key: { namespace: metadata.namespace, name: metadata.name! },
        ...options,
      });
    }
    return objectAnswer(showList(view, list));
  }

  #review(request: Request, type: ServedResource): Answer {
    const body = decodeObject(
      this.#context,
      type,
      readObject(request, type.kind),
      { fieldValidation: 'Ignore', warn: () => {} },
    );
    const { fieldManager } = readWriteOptions(request);
    const result = this.#reviews.answer({
      kind: type.kind,
      namespace: request.info.namespace,
      spec: (body.spec ?? {}) as ReviewSpec,
      user: request.user,
    });
    if (!result) throw methodNotAllowed();
    const { status, ...asked } = result;
    const tracked = trackUpdate({
      schemas: this.#context.schemas,
      gvk: gvkOfResource(type),
      after: { kind: type.kind, apiVersion: groupVersionOf(type), ...asked },
      manager: fieldManager,
      operation: 'Update',
      now: this.#context.now(),
    });
    return objectAnswer({ ...tracked, status }, 201);
  }

  #view({ headers, query }: Request, type: ServedResource): View {
    const negotiated = negotiate(headers.accept);
    if (!negotiated) throw notAcceptable(availableRepresentations);
    return {
      type,
      representation: negotiated.representation,
      includeObject: readIncludeObject(query),
      now: this.#context.now(),
    };
  }
}

function isStatus(value: KubeObject | Status): value is Status {
  return value.kind === 'Status' && value.apiVersion === 'v1';
}
