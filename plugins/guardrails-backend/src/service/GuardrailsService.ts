import type {
  ComponentGuardrails,
  ExceptionList,
  MatrixFilter,
  MatrixPage,
  NamespaceDetail,
  PolicyDetail,
  PolicyList,
  ResultFilter,
  ResultPage,
  SourceFreshness,
} from '@portolan/plugin-guardrails-common';
import type { Caller } from '@portolan/plugin-workloads-node';

export type Paging = { limit: number; cursor?: string };

/** What the routes answer; everything from the portal's own tables. Each call throws NotAllowedError to who may not read results. */
export interface GuardrailsService {
  /** @throws NotFoundError where there is no such entity, or none that the caller may read */
  getComponent(entityRef: string, caller: Caller): Promise<ComponentGuardrails>;
  /** Results of entities that the caller may not read are left out. */
  listResults(
    query: Paging & { filter: ResultFilter & { entityRef?: string } },
    caller: Caller,
  ): Promise<ResultPage>;
  /** Cells count results of all entities. */
  listMatrix(
    query: Paging & { filter: MatrixFilter },
    caller: Caller,
  ): Promise<MatrixPage>;
  /** @throws NotFoundError where nobody knows the namespace */
  getNamespace(
    of: { cluster: string; namespace: string },
    caller: Caller,
  ): Promise<NamespaceDetail>;
  listPolicies(caller: Caller): Promise<PolicyList>;
  /** @throws NotFoundError where there is no such policy */
  getPolicy(
    of: { cluster: string; kind: string; name: string; namespace?: string },
    caller: Caller,
  ): Promise<PolicyDetail>;
  listExceptions(caller: Caller): Promise<ExceptionList>;
  listSources(caller: Caller): Promise<SourceFreshness[]>;
}
