import { FleetItem } from '@portolan/plugin-supply-chain-common';
import { FleetQuery, SupplyChainApi } from '../api';

/** More would fill the browser's memory; who needs all of them asks the API. */
const mostRows = 20_000;
const pageLength = 500;

/** All rows that match, page by page, from the first on. */
export async function listWholeFleet(
  api: SupplyChainApi,
  query: FleetQuery,
): Promise<{ items: FleetItem[]; total: number }> {
  const items: FleetItem[] = [];
  let total = 0;
  let cursor: string | undefined;
  do {
    const page = await api.listFleet({ ...query, cursor, limit: pageLength });
    items.push(...page.items);
    ({ total, cursor } = page);
  } while (cursor !== undefined && items.length < mostRows);
  return { items, total };
}
