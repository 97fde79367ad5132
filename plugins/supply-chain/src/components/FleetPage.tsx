import { Content } from '@backstage/core-components';
import Stack from '@mui/material/Stack';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import {
  Loading,
  Pages,
  SourceLine,
  useFilters,
} from '@portolan/plugin-answers-react';
import { readFleetQuery } from '../fleet';
import { useFleet, useFleetCounts } from '../hooks';
import { Answered } from './Answered';
import { FleetExport } from './FleetExport';
import { FleetFilters } from './FleetFilters';
import { FleetNumbers } from './FleetNumbers';
import { FleetTable } from './FleetTable';

const views = {
  component: 'By component',
  owner: 'By owner',
  unowned: 'Unowned',
} as const;

type View = keyof typeof views;

const viewNames = Object.keys(views) as View[];

/** All that runs, the worst and longest first, with its filters in the address. */
export const FleetPage = () => {
  const { parameters, set } = useFilters();
  const asked = readFleetQuery(parameters);
  const view: View =
    viewNames.find(each => each === parameters.get('view')) ?? 'component';
  const query = view === 'unowned' ? { ...asked, owned: false } : asked;
  const counts = useFleetCounts();
  const fleet = useFleet(query);
  const filter: typeof set = changes => set({ ...changes, after: undefined });
  const filtered =
    query.answer ??
    query.environment ??
    query.owner ??
    query.system ??
    query.owned ??
    query.text;

  return (
    <Content>
      <Stack spacing={2}>
        <Answered
          polled={counts}
          loading={<Loading what="the counts" height={72} />}
        >
          {value => (
            <FleetNumbers counts={value} query={query} onFilter={filter} />
          )}
        </Answered>
        <Tabs
          value={view}
          onChange={(_event, value: View) =>
            filter({
              view: value === 'component' ? undefined : value,
              owned: undefined,
            })
          }
          aria-label="Views of what runs"
          variant="scrollable"
          allowScrollButtonsMobile
        >
          {viewNames.map(each => (
            <Tab key={each} value={each} label={views[each]} />
          ))}
        </Tabs>
        <FleetFilters query={query} onFilter={filter} />
        <Answered
          polled={fleet}
          loading={<Loading what="what runs" height={480} />}
        >
          {({ items, total, cursor, sources }, stale) => (
            <>
              <SourceLine sources={sources} />
              {items.length > 0 ? (
                <FleetTable
                  items={items}
                  isByOwner={view === 'owner'}
                  stale={stale}
                />
              ) : (
                <Typography>
                  {filtered !== undefined
                    ? 'Nothing that runs matches these filters.'
                    : 'Nothing is known to run. Rows appear when the portal has read the pods of the clusters in its configuration, under kubernetes.clusterLocatorMethods.'}
                </Typography>
              )}
              <Stack direction="row" flexWrap="wrap" gap={2}>
                <Pages
                  shown={items.length}
                  total={total}
                  what="rows"
                  at={query.cursor}
                  next={cursor}
                  onChange={next => set({ after: next })}
                />
                <FleetExport query={query} />
              </Stack>
            </>
          )}
        </Answered>
      </Stack>
    </Content>
  );
};
