export {
  answers,
  questions,
  worstOf,
  type Answer,
  type Question,
} from './Answer';
export type { Check, NextStep } from './Check';
export {
  severities,
  type ComponentVerdict,
  type ContainerVerdict,
  type DigestVerdict,
  type EnvironmentVerdict,
  type ScanSummary,
  type Severity,
  type Signer,
  type Source,
  type SourceFreshness,
} from './Verdict';
export type { Finding } from './Finding';
export {
  fleetSorts,
  type FleetCounts,
  type FleetFilter,
  type FleetItem,
  type FleetPage,
  type FleetSort,
  type Transition,
} from './Fleet';
export {
  supplyChainPermissions,
  supplyChainVerdictReadPermission,
} from './permissions';
