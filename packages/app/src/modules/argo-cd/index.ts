export { argoCdModule } from './argoCdModule';
export { EnvironmentDeployment } from './components/EnvironmentDeployment';
export { SourceNotice } from './components/SourceNotice';
export {
  compareEnvironments,
  decideState,
  environmentOf,
  planQueries,
  readQuery,
  worstFirst,
  worstOf,
} from './deployment';
export { useApplications } from './hooks';
export type { Application } from './api';
export type { DeploymentState } from './deployment';
export type { Source } from './hooks';
