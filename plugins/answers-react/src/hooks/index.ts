export { readAll, readKnown, useFilters } from './useFilters';
export { toFailure, type Failure } from './toFailure';
export { usePolled, type Polled } from './usePolled';
