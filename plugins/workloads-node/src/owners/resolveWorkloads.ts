import { Knex } from 'knex';
import { inBatches } from '../inBatches';
import type { OwnerTableRow } from '../tables';
import type { WorkloadKey } from './WorkloadKey';

/** A row about something that a parent owns. */
export type OwnedRow = WorkloadKey & {
  parent_kind: string;
  parent_name: string;
};

/** Owners above owners, at the most: a Job of a CronJob of something else. */
const longestChain = 4;

/** The same rows, with the top owner of each, as far as its owners are known. */
export async function resolveWorkloads<TRow extends OwnedRow>(
  tx: Knex,
  rows: readonly TRow[],
): Promise<TRow[]> {
  const owners = new Map<string, OwnerTableRow>();
  let wanted = rows.map(row => keyOf(row, row.parent_kind, row.parent_name));
  for (let step = 0; step < longestChain && wanted.length > 0; step += 1) {
    const missing = [...new Set(wanted)].filter(key => !owners.has(key));
    wanted = [];
    for (const batch of inBatches(missing)) {
      const found = await tx('owners').whereIn(
        ['cluster', 'namespace', 'kind', 'name'],
        batch.map(key => JSON.parse(key)),
      );
      for (const owner of found) {
        owners.set(keyOf(owner, owner.kind, owner.name), owner);
        if (owner.owner_kind && owner.owner_name) {
          wanted.push(keyOf(owner, owner.owner_kind, owner.owner_name));
        }
      }
    }
  }
  return rows.map(row => {
    const parent = owners.get(keyOf(row, row.parent_kind, row.parent_name));
    // What nobody has seen yet keeps the name that it most likely has.
    if (!parent) return row;
    let { kind, name } = parent;
    for (let step = 0; step < longestChain; step += 1) {
      const above = owners.get(keyOf(row, kind, name));
      if (!above?.owner_kind || !above.owner_name) break;
      [kind, name] = [above.owner_kind, above.owner_name];
    }
    return { ...row, workload_kind: kind, workload_name: name };
  });
}

function keyOf(
  { cluster, namespace }: { cluster: string; namespace: string },
  kind: string,
  name: string,
): string {
  return JSON.stringify([cluster, namespace, kind, name]);
}
