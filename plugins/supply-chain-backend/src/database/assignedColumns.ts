import {
  AssignmentRules,
  assignWorkload,
  Components,
  Place,
} from '../assignment/assignWorkload';
import type { RunningTableRow } from './tables';

export type AssignedColumns = Pick<
  RunningTableRow,
  'environment' | 'entity_ref' | 'claimed_by' | 'owner' | 'system'
>;

/** Whose a workload is, as the columns of `running` say it. */
export function toAssignedColumns(
  place: Place,
  options: { rules: AssignmentRules; components: Components },
): AssignedColumns {
  const { environment, entityRef, claimedBy, owner, system } = assignWorkload(
    place,
    options,
  );
  return {
    environment: environment ?? null,
    entity_ref: entityRef ?? null,
    claimed_by: claimedBy ? JSON.stringify(claimedBy) : null,
    owner: owner ?? null,
    system: system ?? null,
  };
}
