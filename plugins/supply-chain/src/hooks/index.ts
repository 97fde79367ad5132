export {
  useComponentVerdict,
  useDigest,
  useFindings,
  useFleet,
  useFleetCounts,
  useTransitions,
} from './useSupplyChain';
export type { Failure, Polled } from './usePolled';
export { readKnown, useFilters } from './useFilters';
