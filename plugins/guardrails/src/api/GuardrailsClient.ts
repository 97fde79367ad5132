import { parseEntityRef } from '@backstage/catalog-model';
import { FetchApi } from '@backstage/frontend-plugin-api';
import { fetchAnswer } from '@portolan/plugin-answers-react';
import { z } from 'zod/v4';
import {
  GuardrailsApi,
  MatrixQuery,
  PolicyRef,
  RequestOptions,
  ResultQuery,
} from './GuardrailsApi';
import {
  componentGuardrailsSchema,
  exceptionListSchema,
  matrixPageSchema,
  namespaceDetailSchema,
  policyDetailSchema,
  policyListSchema,
  resultPageSchema,
} from './schema';

type Request = Parameters<typeof fetchAnswer>[1];

/** Asks the guardrails backend plugin. */
export class GuardrailsClient implements GuardrailsApi {
  readonly #fetchApi: FetchApi;

  constructor(options: { fetchApi: FetchApi }) {
    this.#fetchApi = options.fetchApi;
  }

  async getComponentGuardrails(entityRef: string, options?: RequestOptions) {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    return this.#get(componentGuardrailsSchema, {
      path: ['entities', kind, namespace, name, 'guardrails'],
      ...options,
    });
  }

  async listResults(query: ResultQuery, options?: RequestOptions) {
    return this.#get(resultPageSchema, {
      path: ['results'],
      query,
      ...options,
    });
  }

  async listMatrix(query: MatrixQuery, options?: RequestOptions) {
    return this.#get(matrixPageSchema, { path: ['matrix'], query, ...options });
  }

  async getNamespace(
    of: { cluster: string; namespace: string },
    options?: RequestOptions,
  ) {
    return this.#get(namespaceDetailSchema, {
      path: ['namespaces', of.cluster, of.namespace],
      ...options,
    });
  }

  async listPolicies(options?: RequestOptions) {
    return this.#get(policyListSchema, { path: ['policies'], ...options });
  }

  async getPolicy(policy: PolicyRef, options?: RequestOptions) {
    const { cluster, kind, name, namespace } = policy;
    return this.#get(policyDetailSchema, {
      path: ['policies', cluster, kind, name],
      query: { namespace },
      ...options,
    });
  }

  async listExceptions(options?: RequestOptions) {
    return this.#get(exceptionListSchema, { path: ['exceptions'], ...options });
  }

  #get<T>(
    schema: z.ZodType<T>,
    request: Omit<Request, 'fetchApi' | 'pluginId'>,
  ): Promise<T> {
    return fetchAnswer(schema, {
      ...request,
      fetchApi: this.#fetchApi,
      pluginId: 'guardrails',
      path: ['v1', ...request.path],
    });
  }
}
