export { decideSignal } from './decideSignal';
export type { AlertSignal } from './decideSignal';
export { grafanaPermissions, grafanaReadPermission } from './permissions';
export type {
  DashboardLink,
  EnvironmentAlert,
  EnvironmentAlerts,
  EnvironmentLinks,
  EnvironmentSignals,
  EnvironmentSignalsAnswer,
  LogLine,
  LogTailAnswer,
  SourceError,
  SourceErrorCode,
} from './types';
