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
  type ContainerRole,
  type ContainerVerdict,
  type DigestVerdict,
  type DisputedWorkload,
  type EnvironmentVerdict,
  type ScanSummary,
  type Severity,
  type Signer,
  type Source,
  type SourceFreshness,
} from './Verdict';
export type { DigestDetail, DigestImage, SecretFinding } from './DigestDetail';
export type {
  Finding,
  FindingFilter,
  FindingPage,
  FindingSource,
} from './Finding';
export {
  fleetGroupings,
  fleetGroupSorts,
  fleetSorts,
  worstFindings,
  type AnswerHistory,
  type DayOfAnswers,
  type FleetCounts,
  type FleetFilter,
  type FleetGroup,
  type FleetGrouping,
  type FleetGroupPage,
  type FleetGroupSort,
  type FleetItem,
  type FleetPage,
  type FleetSort,
  type Transition,
  type TransitionPage,
  type WorstFinding,
} from './Fleet';
export {
  supplyChainPermissions,
  supplyChainVerdictReadPermission,
} from './permissions';
