import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  EnvironmentSignalsAnswer,
  LogTailAnswer,
} from '@portolan/plugin-grafana-common';

/** Reads what Grafana says of a component, through the portal's backend. */
export interface GrafanaApi {
  /** `at`: a moment, RFC 3339, that links shall show. Fails when the backend does not answer. */
  listSignals(
    entityRef: string,
    options?: { at?: string },
  ): Promise<EnvironmentSignalsAnswer>;

  readTail(
    entityRef: string,
    query: { environment: string; pod?: string },
  ): Promise<LogTailAnswer>;
}

export const grafanaApiRef = createApiRef<GrafanaApi>().with({
  id: 'plugin.grafana.api',
});
