import { useApi } from '@backstage/frontend-plugin-api';
import { usePolled } from '@portolan/plugin-answers-react';
import {
  FindingQuery,
  FleetGroupQuery,
  FleetQuery,
  supplyChainApiRef,
  TransitionQuery,
} from '../api';

const keyOf = (...asked: unknown[]) => JSON.stringify(asked);

export function useComponentVerdict(entityRef: string) {
  const api = useApi(supplyChainApiRef);
  return usePolled(entityRef, signal =>
    api.getComponentVerdict(entityRef, { signal }),
  );
}

/** Asks nothing without a digest. */
export function useDigest(digest: string | undefined) {
  const api = useApi(supplyChainApiRef);
  return usePolled(digest, signal => api.getDigest(digest ?? '', { signal }));
}

export function useFindings(digest: string, query: FindingQuery) {
  const api = useApi(supplyChainApiRef);
  return usePolled(keyOf(digest, query), signal =>
    api.listFindings(digest, query, { signal }),
  );
}

export function useTransitions(entityRef: string, query: TransitionQuery = {}) {
  const api = useApi(supplyChainApiRef);
  return usePolled(keyOf(entityRef, query), signal =>
    api.listTransitions(entityRef, query, { signal }),
  );
}

/** Asks nothing without a query. */
export function useFleet(query: FleetQuery | undefined) {
  const api = useApi(supplyChainApiRef);
  return usePolled(query && keyOf(query), signal =>
    api.listFleet(query ?? {}, { signal }),
  );
}

export function useFleetCounts() {
  const api = useApi(supplyChainApiRef);
  return usePolled('counts', signal => api.countFleet({ signal }));
}

export function useFleetGroups(query: FleetGroupQuery) {
  const api = useApi(supplyChainApiRef);
  return usePolled(keyOf('groups', query), signal =>
    api.listGroups(query, { signal }),
  );
}

export function useAnswerHistory() {
  const api = useApi(supplyChainApiRef);
  return usePolled('history', signal => api.listHistory({ signal }));
}
