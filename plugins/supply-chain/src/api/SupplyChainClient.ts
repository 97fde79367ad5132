import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { FetchApi } from '@backstage/frontend-plugin-api';
import { z } from 'zod/v4';
import {
  componentVerdictSchema,
  digestDetailSchema,
  findingPageSchema,
  fleetCountsSchema,
  fleetPageSchema,
  transitionPageSchema,
} from './schema';
import {
  FindingQuery,
  FleetQuery,
  RequestOptions,
  SupplyChainApi,
  TransitionQuery,
} from './SupplyChainApi';

type Parameters = Record<
  string,
  string | number | boolean | readonly string[] | undefined
>;

/** Asks the supply-chain backend plugin. */
export class SupplyChainClient implements SupplyChainApi {
  readonly #fetchApi: FetchApi;

  constructor(options: { fetchApi: FetchApi }) {
    this.#fetchApi = options.fetchApi;
  }

  async getComponentVerdict(entityRef: string, options?: RequestOptions) {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    return this.#get(componentVerdictSchema, {
      path: ['v1', 'entities', kind, namespace, name, 'verdict'],
      ...options,
    });
  }

  async getDigest(digest: string, options?: RequestOptions) {
    return this.#get(digestDetailSchema, {
      path: ['v1', 'digests', digest],
      ...options,
    });
  }

  async listFindings(
    digest: string,
    query: FindingQuery,
    options?: RequestOptions,
  ) {
    return this.#get(findingPageSchema, {
      path: ['v1', 'digests', digest, 'findings'],
      query,
      ...options,
    });
  }

  async listFleet(query: FleetQuery, options?: RequestOptions) {
    return this.#get(fleetPageSchema, {
      path: ['v1', 'fleet'],
      query,
      ...options,
    });
  }

  async countFleet(options?: RequestOptions) {
    return this.#get(fleetCountsSchema, {
      path: ['v1', 'counts'],
      ...options,
    });
  }

  async listTransitions(
    entityRef: string,
    query: TransitionQuery,
    options?: RequestOptions,
  ) {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    return this.#get(transitionPageSchema, {
      path: ['v1', 'entities', kind, namespace, name, 'transitions'],
      query,
      ...options,
    });
  }

  async #get<T>(
    schema: z.ZodType<T>,
    request: { path: string[]; query?: Parameters; signal?: AbortSignal },
  ): Promise<T> {
    const path = request.path.map(encodeURIComponent).join('/');
    const search = toSearch(request.query ?? {});
    const response = await this.#fetchApi.fetch(
      `plugin://supply-chain/${path}${search}`,
      { signal: request.signal },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const parsed = schema.safeParse(await response.json());
    if (!parsed.success) {
      throw new Error(
        `The supply-chain backend answered /${path} with what this page does not understand: ${z.prettifyError(
          parsed.error,
        )}`,
        { cause: parsed.error },
      );
    }
    return parsed.data;
  }
}

/** A list becomes one parameter for each of its values. */
function toSearch(query: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(query)) {
    const values = Array.isArray(given) ? given : [given];
    for (const value of values) {
      if (value !== undefined) search.append(name, String(value));
    }
  }
  return search.size > 0 ? `?${search}` : '';
}
