export {
  useAnswerHistory,
  useComponentVerdict,
  useDigest,
  useFindings,
  useFleet,
  useFleetCounts,
  useFleetGroups,
  useTransitions,
} from './useSupplyChain';
