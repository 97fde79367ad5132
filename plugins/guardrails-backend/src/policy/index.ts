export type { NamespaceFacts } from './NamespaceFacts';
export type {
  LabelSelector,
  NamespaceTest,
  ParsedBinding,
  ParsedPolicy,
  PolicyScope,
} from './ParsedPolicy';
export type { ControlStage, StageHere } from './StageHere';
