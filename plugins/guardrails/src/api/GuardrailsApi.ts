import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  ComponentGuardrails,
  ExceptionList,
  MatrixFilter,
  MatrixPage,
  NamespaceDetail,
  PolicyDetail,
  PolicyList,
  ResultFilter,
  ResultPage,
} from '@portolan/plugin-guardrails-common';

export type RequestOptions = { signal?: AbortSignal };

/** Where a page starts and how long it is; the first page, as long as the server likes, when not given. */
type Paging = { cursor?: string; limit?: number };

export type ResultQuery = ResultFilter &
  Paging & {
    /** Only those of one component. */
    entityRef?: string;
  };

export type MatrixQuery = MatrixFilter & Paging;

/** A policy as it stands in a cluster. */
export type PolicyRef = {
  cluster: string;
  kind: string;
  name: string;
  /** Of a policy that stands in a namespace. */
  namespace?: string;
};

/**
 * What policies found and what they do, from the portal's own database.
 *
 * Each call fails with a `ResponseError` when the server refuses or does not
 * answer, and with an error that names the field when it answers nonsense.
 */
export interface GuardrailsApi {
  getComponentGuardrails(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<ComponentGuardrails>;
  listResults(
    query: ResultQuery,
    options?: RequestOptions,
  ): Promise<ResultPage>;
  listMatrix(query: MatrixQuery, options?: RequestOptions): Promise<MatrixPage>;
  getNamespace(
    of: { cluster: string; namespace: string },
    options?: RequestOptions,
  ): Promise<NamespaceDetail>;
  listPolicies(options?: RequestOptions): Promise<PolicyList>;
  getPolicy(policy: PolicyRef, options?: RequestOptions): Promise<PolicyDetail>;
  listExceptions(options?: RequestOptions): Promise<ExceptionList>;
}

export const guardrailsApiRef = createApiRef<GuardrailsApi>().with({
  id: 'plugin.guardrails.api',
});
