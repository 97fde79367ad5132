export type { ParsedException } from './ParsedException';
