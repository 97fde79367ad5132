import { useApi } from '@backstage/frontend-plugin-api';
import { Polled, usePolled } from '@portolan/plugin-answers-react';
import { LogTailAnswer } from '@portolan/plugin-grafana-common';
import { grafanaApiRef } from '../api';

const everyMs = 15_000;

/** The last lines of a component in one environment, or of one of its pods. */
export function useLogTail(
  entityRef: string,
  query: { environment: string; pod?: string },
): Polled<LogTailAnswer> {
  const api = useApi(grafanaApiRef);
  return usePolled(
    JSON.stringify([entityRef, query.environment, query.pod]),
    () => api.readTail(entityRef, query),
    { everyMs },
  );
}
