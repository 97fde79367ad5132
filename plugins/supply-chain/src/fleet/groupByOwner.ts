import { FleetItem } from '@portolan/plugin-supply-chain-common';

/** Rows by owner in the order in which owners first appear; those without one under `undefined`. */
export function groupByOwner(
  items: readonly FleetItem[],
): ReadonlyMap<string | undefined, readonly FleetItem[]> {
  const groups = new Map<string | undefined, FleetItem[]>();
  for (const item of items) {
    groups.set(item.owner, [...(groups.get(item.owner) ?? []), item]);
  }
  return groups;
}
