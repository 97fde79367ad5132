import { useApi } from '@backstage/frontend-plugin-api';
import { Polled, usePolled } from '@portolan/plugin-answers-react';
import { EnvironmentSignalsAnswer } from '@portolan/plugin-grafana-common';
import { grafanaApiRef } from '../api';

const everyMs = 30_000;

/** Alerts and links of a component in each environment; several users of one component share their question. */
export function useEnvironmentSignals(
  entityRef: string,
  options: { at?: string } = {},
): Polled<EnvironmentSignalsAnswer> {
  const api = useApi(grafanaApiRef);
  const { at } = options;
  return usePolled(
    JSON.stringify([entityRef, at]),
    () => api.listSignals(entityRef, { at }),
    { everyMs },
  );
}
