import { Content } from '@backstage/core-components';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import {
  Loading,
  TextFilters,
  useFilters,
} from '@portolan/plugin-answers-react';
import { readFleetFilter } from '../fleet';
import { useAnswerHistory, useFleetCounts } from '../hooks';
import { shortDigest } from '../wording';
import { AnswerChart } from './AnswerChart';
import { Answered } from './Answered';
import { FleetCharts } from './FleetCharts';
import { FleetGroups } from './FleetGroups';
import { FleetNumbers } from './FleetNumbers';
import { FleetRows } from './FleetRows';

const views = {
  component: 'By component',
  owner: 'By owner',
  system: 'By system',
  image: 'By image',
  unowned: 'Unowned',
} as const;

type View = keyof typeof views;

const viewNames = Object.keys(views) as View[];

const texts = {
  text: 'Name, image or digest',
  environment: 'Environment',
  owner: 'Owner',
  system: 'System',
} as const;

/** All that runs, the worst and longest first, with its filters in the address. */
export const FleetPage = () => {
  const { parameters, set } = useFilters();
  const view: View =
    viewNames.find(each => each === parameters.get('view')) ?? 'component';
  const asked = readFleetFilter(parameters);
  const filter = view === 'unowned' ? { ...asked, owned: false } : asked;
  const counts = useFleetCounts();
  const history = useAnswerHistory();
  const onFilter: typeof set = changes => set({ ...changes, after: undefined });

  return (
    <Content>
      <Stack spacing={2}>
        <Answered
          polled={counts}
          loading={<Loading what="the counts" height={160} />}
        >
          {value => (
            <>
              <FleetNumbers counts={value} query={filter} onFilter={onFilter} />
              <FleetCharts counts={value} />
            </>
          )}
        </Answered>
        <Answered
          polled={history}
          loading={<Loading what="the last days" height={220} />}
        >
          {({ items }) => <AnswerChart days={items} />}
        </Answered>
        <Tabs
          value={view}
          onChange={(_event, value: View) =>
            onFilter({
              view: value === 'component' ? undefined : value,
              owned: undefined,
              sort: undefined,
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
        <TextFilters
          label="Filter what runs"
          labels={texts}
          applied={{
            text: filter.text ?? '',
            environment: filter.environment?.[0] ?? '',
            owner: filter.owner?.[0] ?? '',
            system: filter.system?.[0] ?? '',
          }}
          onSend={onFilter}
        />
        {filter.digest?.map(digest => (
          <Chip
            key={digest}
            label={`Image ${shortDigest(digest)}`}
            onDelete={() => onFilter({ digest: undefined })}
            sx={{ alignSelf: 'flex-start' }}
          />
        ))}
        {view === 'component' || view === 'unowned' ? (
          <FleetRows filter={filter} />
        ) : (
          <FleetGroups by={view} filter={filter} />
        )}
      </Stack>
    </Content>
  );
};
