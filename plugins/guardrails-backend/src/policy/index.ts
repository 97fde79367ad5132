export { askOf } from './askOf';
export { controlLabel, docsAnnotation } from './describePolicy';
export { controlOf, evaluatesPolicies, findPolicy } from './findPolicy';
export { listControls } from './listControls';
export { matchesGlob } from './matchesGlob';
export { nameControl } from './nameControl';
export type { NamespaceFacts } from './NamespaceFacts';
export { parseBinding } from './parseBinding';
export { parsePolicy } from './parsePolicy';
export type {
  LabelSelector,
  NamespaceTest,
  ParsedBinding,
  ParsedPolicy,
  PolicyScope,
  Where,
} from './ParsedPolicy';
export type { ControlStage, StageHere } from './StageHere';
export { stageIn } from './stageIn';
export { reportsOnly, stageOfControl } from './stageOfControl';
