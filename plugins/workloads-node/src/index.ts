/**
 * Which component a workload belongs to, in which environment, and who may read it.
 *
 * @packageDocumentation
 */

export {
  assignWorkload,
  fallbackRefs,
  type Assignment,
  type AssignmentRules,
  type CatalogComponent,
  type Components,
  type Place,
} from './assignment/assignWorkload';
export {
  matchWorkload,
  readWorkloadPattern,
  type WorkloadPattern,
} from './assignment/WorkloadPattern';
export {
  fromEntityRow,
  loadComponents,
  toComponents,
} from './catalog/loadComponents';
export { EntityStore } from './catalog/EntityStore';
export { SyncCatalogTask } from './catalog/SyncCatalogTask';
export { toCatalogComponent } from './catalog/toCatalogComponent';
export {
  readWorkloadsConfig,
  type Environment,
  type WorkloadsConfig,
} from './config';
export { fromCursor, toCursor, toLikePattern } from './cursor';
export { inBatches } from './inBatches';
export { isSame } from './isSame';
export { OwnerProjection, type MoveChildren } from './owners/OwnerProjection';
export { ownerReferences } from './owners/ownerReferences';
export { parentOfPod, type NamedWorkload } from './owners/parentOfPod';
export { resolveWorkloads, type OwnedRow } from './owners/resolveWorkloads';
export {
  distinctWorkloads,
  toTuple,
  workloadColumns,
  type WorkloadKey,
} from './owners/WorkloadKey';
export { parseWith } from './parseWith';
export { FreshnessReader } from './status/FreshnessReader';
export type { SourceFreshness } from './status/SourceFreshness';
export { SyncStatusStore } from './status/SyncStatusStore';
export type {
  EntityTableRow,
  OwnerTableRow,
  SyncStatusTableRow,
} from './tables';
export { toAssignedColumns, type AssignedColumns } from './assignedColumns';
export { ReadableEntities, type Caller } from './visibility/ReadableEntities';
export {
  whereRefIn,
  whereVisible,
  type Visibility,
} from './visibility/whereVisible';
