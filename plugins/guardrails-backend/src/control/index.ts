export type { CellInput, JudgedResult, RunningWorkload } from './CellInput';
export { countOnce } from './countOnce';
export { decideCell } from './decideCell';
export { decideEnvironment } from './decideEnvironment';
export { decideMeshCell, meshControl } from './decideMeshCell';
export { whatIsMissing, type Needed } from './whatIsMissing';
export { resourceGone, whyStale } from './whyStale';
