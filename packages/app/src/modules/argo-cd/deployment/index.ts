export { decideState, worstFirst, worstOf } from './decideState';
export type { DeploymentState } from './decideState';
export { compareEnvironments, environmentOf } from './environmentOf';
export { listDeploys } from './listDeploys';
export { planQueries, readQuery } from './planQueries';
export { summarise } from './summarise';
