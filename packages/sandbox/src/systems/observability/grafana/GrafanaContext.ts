import type { GrafanaRules } from './alerting/GrafanaRules';
import type { Dashboard } from './dashboards';
import type { DataSource } from './DataSource';

/** What every route of the Grafana stand-in works with. */
export type GrafanaContext = {
  version: string;
  /** Accepted as `Authorization: Bearer …`, with the rights of a Viewer. */
  token: string;
  dataSources: DataSource[];
  dashboards: Dashboard[];
  rules: GrafanaRules;
};
