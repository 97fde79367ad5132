export { grafanaPlugin as default } from './plugin';
export { grafanaApiRef } from './api';
export type { GrafanaApi } from './api';
export { EnvironmentSignal } from './components/EnvironmentSignal';
export { useEnvironmentSignals } from './hooks';
export { SourceNotices } from './components/SourceNotices';
