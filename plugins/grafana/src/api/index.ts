export { grafanaApiRef } from './GrafanaApi';
export type { GrafanaApi } from './GrafanaApi';
export { GrafanaClient } from './GrafanaClient';
