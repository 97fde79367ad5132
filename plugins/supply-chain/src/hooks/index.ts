export {
  useComponentVerdict,
  useDigest,
  useFindings,
  useFleet,
  useFleetCounts,
  useTransitions,
} from './useSupplyChain';
