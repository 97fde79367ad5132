import { useApi } from '@backstage/frontend-plugin-api';
import {
  ExportRows,
  Loading,
  useFilters,
} from '@portolan/plugin-answers-react';
import {
  FleetFilter,
  FleetGrouping,
  fleetGroupSorts,
} from '@portolan/plugin-supply-chain-common';
import { supplyChainApiRef } from '../api';
import { groupCsv } from '../fleet';
import { useFleetGroups } from '../hooks';
import { Answered } from './Answered';
import { FleetList } from './FleetList';
import { GroupGrid } from './GroupGrid';

const nouns: Readonly<Record<FleetGrouping, string>> = {
  owner: 'owners',
  system: 'systems',
  image: 'images',
};

/** What runs, a row for each owner, system or image; each leads to its containers. */
export const FleetGroups = (props: {
  by: FleetGrouping;
  filter: FleetFilter;
}) => {
  const { by, filter } = props;
  const api = useApi(supplyChainApiRef);
  const { parameters, set } = useFilters();
  const sort =
    fleetGroupSorts.find(each => each === parameters.get('sort')) ?? 'worst';
  const cursor = parameters.get('after') ?? undefined;
  const query = { ...filter, by, sort };
  const groups = useFleetGroups({ ...query, cursor });
  const linkTo = (key: string) => {
    const next = new URLSearchParams(parameters);
    ['view', 'sort', 'after'].forEach(name => next.delete(name));
    next.set(by === 'image' ? 'digest' : by, key);
    return `?${next}`;
  };
  return (
    <Answered
      polled={groups}
      loading={<Loading what={nouns[by]} height={480} />}
    >
      {(page, stale) => (
        <FleetList
          page={page}
          what={nouns[by]}
          filter={filter}
          exported={
            <ExportRows
              name={`supply-chain-by-${by}`}
              listPage={paging => api.listGroups({ ...query, ...paging })}
              toCsv={groupCsv}
            />
          }
        >
          <GroupGrid
            by={by}
            items={page.items}
            linkTo={linkTo}
            sort={sort}
            onSort={next => set({ sort: next, after: undefined })}
            stale={stale}
          />
        </FleetList>
      )}
    </Answered>
  );
};
