export { answers, worstOf, type Answer } from './Answer';
export {
  resultStates,
  severities,
  stages,
  type PolicyResult,
  type ResourceRef,
  type ResultState,
  type Severity,
  type Stage,
} from './PolicyResult';
export {
  meshModes,
  memberships,
  type EffectiveMode,
  type Membership,
  type MeshMode,
  type MeshState,
  type OutsidePod,
} from './Mesh';
export {
  cellCodes,
  type CellCode,
  type ComponentGuardrails,
  type Control,
  type ControlCell,
  type EnvironmentGuardrails,
  type ExceptionItem,
  type ExceptionList,
  type MatrixFilter,
  type MatrixPage,
  type MatrixRow,
  type NamespaceDetail,
  type PolicyDetail,
  type PolicyItem,
  type PolicyList,
  type ResultCounts,
  type ResultFilter,
  type ResultPage,
  type SourceFreshness,
} from './Guardrails';
export {
  guardrailsPermissions,
  guardrailsResultReadPermission,
} from './permissions';
