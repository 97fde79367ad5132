import { useApi } from '@backstage/frontend-plugin-api';
import { usePolled } from '@portolan/plugin-answers-react';
import { guardrailsApiRef, MatrixQuery, PolicyRef, ResultQuery } from '../api';

/** What the portal says of a component, for each environment; for any page that shows it. */
export function useEnvironmentGuardrails(entityRef: string) {
  const api = useApi(guardrailsApiRef);
  return usePolled(entityRef, signal =>
    api.getComponentGuardrails(entityRef, { signal }),
  );
}

/** Asks nothing without a query. */
export function useResults(query: ResultQuery | undefined) {
  const api = useApi(guardrailsApiRef);
  return usePolled(query && JSON.stringify(query), signal =>
    api.listResults(query ?? {}, { signal }),
  );
}

export function useMatrix(query: MatrixQuery) {
  const api = useApi(guardrailsApiRef);
  return usePolled(JSON.stringify(query), signal =>
    api.listMatrix(query, { signal }),
  );
}

/** Asks nothing without a namespace. */
export function useNamespace(
  of: { cluster: string; namespace: string } | undefined,
) {
  const api = useApi(guardrailsApiRef);
  return usePolled(of && JSON.stringify([of.cluster, of.namespace]), signal =>
    api.getNamespace(of ?? { cluster: '', namespace: '' }, { signal }),
  );
}

export function usePolicies() {
  const api = useApi(guardrailsApiRef);
  return usePolled('policies', signal => api.listPolicies({ signal }));
}

export function usePolicy(policy: PolicyRef) {
  const api = useApi(guardrailsApiRef);
  return usePolled(JSON.stringify(policy), signal =>
    api.getPolicy(policy, { signal }),
  );
}

export function useExceptions() {
  const api = useApi(guardrailsApiRef);
  return usePolled('exceptions', signal => api.listExceptions({ signal }));
}
