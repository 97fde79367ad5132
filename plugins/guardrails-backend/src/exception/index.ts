export { coverOf, type Cover } from './coverOf';
export { isExpired } from './isExpired';
export type { ParsedException } from './ParsedException';
export { parseException } from './parseException';
export { controlsTouched, touchesPolicy } from './touchesPolicy';
