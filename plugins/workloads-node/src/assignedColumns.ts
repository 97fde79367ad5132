import {
  type AssignmentRules,
  assignWorkload,
  type Components,
  type Place,
} from './assignment/assignWorkload';

/** Columns of a table that say whose a workload is. */
export type AssignedColumns = {
  environment: string | null;
  entity_ref: string | null;
  /** JSON, where several claim it. */
  claimed_by: string | null;
  owner: string | null;
  system: string | null;
};

/** Whose a workload is, as columns say it. */
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
