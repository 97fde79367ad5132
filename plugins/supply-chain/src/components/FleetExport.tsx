import { useApi } from '@backstage/frontend-plugin-api';
import { ExportRows } from '@portolan/plugin-answers-react';
import { FleetQuery, supplyChainApiRef } from '../api';
import { fleetCsv } from '../fleet';

/** Saves all that matches, as the page's filters have it. */
export const FleetExport = ({ query }: { query: FleetQuery }) => {
  const api = useApi(supplyChainApiRef);
  return (
    <ExportRows
      name="supply-chain"
      listPage={paging => api.listFleet({ ...query, ...paging })}
      toCsv={fleetCsv}
    />
  );
};
