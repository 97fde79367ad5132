export type { CellInput, JudgedResult, RunningWorkload } from './CellInput';
