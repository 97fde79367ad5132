import { parseEntityRef } from '@backstage/catalog-model';
import { FetchApi } from '@backstage/frontend-plugin-api';
import { fetchAnswer } from '@portolan/plugin-answers-react';
import { z } from 'zod/v4';
import {
  answerHistorySchema,
  fleetCountsSchema,
  fleetGroupPageSchema,
  fleetPageSchema,
} from './fleetSchema';
import {
  componentVerdictSchema,
  digestDetailSchema,
  findingPageSchema,
  transitionPageSchema,
} from './schema';
import {
  FindingQuery,
  FleetGroupQuery,
  FleetQuery,
  RequestOptions,
  SupplyChainApi,
  TransitionQuery,
} from './SupplyChainApi';

type Request = Parameters<typeof fetchAnswer>[1];

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

  async listGroups(query: FleetGroupQuery, options?: RequestOptions) {
    return this.#get(fleetGroupPageSchema, {
      path: ['v1', 'groups'],
      query,
      ...options,
    });
  }

  async listHistory(options?: RequestOptions) {
    return this.#get(answerHistorySchema, {
      path: ['v1', 'history'],
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

  #get<T>(
    schema: z.ZodType<T>,
    request: Omit<Request, 'fetchApi' | 'pluginId'>,
  ): Promise<T> {
    return fetchAnswer(schema, {
      fetchApi: this.#fetchApi,
      pluginId: 'supply-chain',
      ...request,
    });
  }
}
