import { useApi } from '@backstage/frontend-plugin-api';
import {
  ExportRows,
  Loading,
  useFilters,
} from '@portolan/plugin-answers-react';
import { FleetFilter, fleetSorts } from '@portolan/plugin-supply-chain-common';
import { supplyChainApiRef } from '../api';
import { fleetCsv } from '../fleet';
import { useFleet } from '../hooks';
import { Answered } from './Answered';
import { FleetGrid } from './FleetGrid';
import { FleetList } from './FleetList';

/** What runs, a row for each container's digest. */
export const FleetRows = ({ filter }: { filter: FleetFilter }) => {
  const api = useApi(supplyChainApiRef);
  const { parameters, set } = useFilters();
  const sort =
    fleetSorts.find(each => each === parameters.get('sort')) ?? 'worst';
  const cursor = parameters.get('after') ?? undefined;
  const query = { ...filter, sort };
  const fleet = useFleet({ ...query, cursor });
  return (
    <Answered
      polled={fleet}
      loading={<Loading what="what runs" height={480} />}
    >
      {(page, stale) => (
        <FleetList
          page={page}
          what="rows"
          filter={filter}
          exported={
            <ExportRows
              name="supply-chain"
              listPage={paging => api.listFleet({ ...query, ...paging })}
              toCsv={fleetCsv}
            />
          }
        >
          <FleetGrid
            items={page.items}
            sort={sort}
            onSort={next => set({ sort: next, after: undefined })}
            stale={stale}
          />
        </FleetList>
      )}
    </Answered>
  );
};
