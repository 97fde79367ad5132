import { createHash } from 'node:crypto';
import { ServedResources } from '../discovery/ServedResources';
import {
  aggregatedDiscovery,
  apiGroup,
  apiGroupList,
  apiResourceList,
  apiVersions,
} from '../discovery/discoveryDocuments';
import { Answer, ApiRequest, objectAnswer, pageNotFound } from './ApiRequest';
import { healthAnswer } from './healthAnswer';
import { acceptsAggregatedDiscovery } from './negotiate';
import { OpenApiAnswers } from './OpenApiAnswers';
import { PathRequest } from './requestInfo';

/** What `/version` says: the release that the contracts were recorded from. */
const version = {
  major: '1',
  minor: '36',
  emulationMajor: '1',
  emulationMinor: '36',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '35',
  gitVersion: 'v1.36.3',
  gitCommit: 'portolan-sandbox',
  gitTreeState: 'clean',
  buildDate: '2026-11-10T12:00:00Z',
  goVersion: 'go1.26.0',
  compiler: 'gc',
  platform: 'linux/amd64',
};

/** Answers everything that is no resource: discovery, OpenAPI, health, version. */
export class PathAnswers {
  readonly #served: ServedResources;
  readonly #openApi: OpenApiAnswers;
  readonly #aggregated = new Map<string, AggregatedDocument>();

  constructor(options: { served: ServedResources; openApi: OpenApiAnswers }) {
    this.#served = options.served;
    this.#openApi = options.openApi;
  }

  answer(request: ApiRequest<PathRequest>): Answer {
    if (request.info.verb !== 'get' && request.info.verb !== 'head') {
      return pageNotFound();
    }
    const path = request.path.replace(/(.)\/$/, '$1');
    const [, prefix, ...rest] = path.split('/');
    switch (prefix) {
      case '':
        return objectAnswer({ paths: this.#paths() });
      case 'version':
        return objectAnswer(version);
      case 'api':
      case 'apis':
        return this.#discovery(request, prefix, rest);
      case 'openapi':
        return this.#openApi.answer(request, rest);
      default:
        return healthAnswer(request, prefix, rest) ?? pageNotFound();
    }
  }

  #discovery(
    request: ApiRequest,
    prefix: 'api' | 'apis',
    rest: string[],
  ): Answer {
    if (rest.length === 0) {
      if (acceptsAggregatedDiscovery(request.headers.accept)) {
        return this.#aggregatedAnswer(request, `/${prefix}`);
      }
      return objectAnswer(
        prefix === 'api'
          ? apiVersions(request.headers.host ?? '')
          : apiGroupList(this.#served),
      );
    }
    const [group, groupVersion] = prefix === 'api' ? ['', rest[0]] : rest;
    const document =
      groupVersion === undefined
        ? apiGroup(this.#served, group)
        : apiResourceList(this.#served, group, groupVersion);
    return document ? objectAnswer(document) : pageNotFound();
  }

  #aggregatedAnswer(request: ApiRequest, path: '/api' | '/apis'): Answer {
    const { etag, document } = this.#aggregatedDocument(path);
    const headers = { 'cache-control': 'public', etag, vary: 'Accept' };
    if (request.headers['if-none-match'] === etag) {
      return { kind: 'text', status: 304, text: '', headers };
    }
    return {
      kind: 'object',
      status: 200,
      object: document,
      headers: {
        ...headers,
        'content-type':
          'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
      },
    };
  }

  #aggregatedDocument(path: '/api' | '/apis'): AggregatedDocument {
    const { revision } = this.#served;
    const kept = this.#aggregated.get(path);
    if (kept?.revision === revision) return kept;
    const document = aggregatedDiscovery(this.#served, path);
    // The real server hashes the document without its kind: so do we, and get the same.
    const { metadata, items } = document;
    const hash = createHash('sha512')
      .update(JSON.stringify({ metadata, items }))
      .digest('hex')
      .toUpperCase();
    const made = { revision, document, etag: `"${hash}"` };
    this.#aggregated.set(path, made);
    return made;
  }

  #paths(): string[] {
    const groups = this.#served.groups();
    return [
      '/api',
      '/api/v1',
      '/apis',
      '/apis/',
      ...groups.flatMap(({ name, versions }) => [
        `/apis/${name}`,
        ...versions.map(one => `/apis/${name}/${one}`),
      ]),
      '/healthz',
      '/livez',
      '/openapi/v3',
      '/openapi/v3/',
      '/readyz',
      '/version',
    ].sort();
  }
}

interface AggregatedDocument {
  revision: number;
  document: object;
  etag: string;
}
