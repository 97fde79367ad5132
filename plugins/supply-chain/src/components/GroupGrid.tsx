import { Link } from '@backstage/core-components';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import { GridColDef } from '@mui/x-data-grid';
import { answerWords } from '@portolan/plugin-answers-react';
import {
  answers,
  FleetGroup,
  FleetGrouping,
  FleetGroupSort,
} from '@portolan/plugin-supply-chain-common';
import { shortDigest } from '../wording';
import { answerColumns } from './answerColumns';
import { ServerGrid, SortedColumn } from './ServerGrid';

export const groupNames: Readonly<Record<FleetGrouping, string>> = {
  owner: 'Owner',
  system: 'System',
  image: 'Image',
};

const withoutKey: Readonly<Record<FleetGrouping, string>> = {
  owner: 'no owner',
  system: 'no system',
  image: 'no digest told yet',
};

const GroupName = (props: {
  group: FleetGroup;
  by: FleetGrouping;
  linkTo: (key: string) => string;
}) => {
  const { group, by, linkTo } = props;
  const { key, image } = group;
  if (!key) return <>{withoutKey[by]}</>;
  return (
    <div>
      <Link to={linkTo(key)}>
        {by === 'image' ? (
          // The digest stands beneath.
          image?.replace(/@sha256:.*$/, '')
        ) : (
          <EntityDisplayName entityRef={key} hideIcon disableTooltip />
        )}
      </Link>
      {by === 'image' && (
        <Box sx={{ color: 'text.secondary' }} title={key}>
          {shortDigest(key)}
        </Box>
      )}
    </div>
  );
};

const AnswerCounts = ({ byAnswer }: Pick<FleetGroup, 'byAnswer'>) => (
  <>
    {answers
      .filter(answer => byAnswer[answer] > 0)
      .map(
        answer =>
          `${byAnswer[answer].toLocaleString('en')} ${answerWords[answer]}`,
      )
      .join(', ')}
  </>
);

function buildColumns(
  by: FleetGrouping,
  linkTo: (key: string) => string,
): GridColDef<FleetGroup>[] {
  const count = (
    field: 'components' | 'workloads' | 'environments' | 'containers',
  ): GridColDef<FleetGroup> => ({
    field,
    headerName: field[0].toLocaleUpperCase('en') + field.slice(1),
    minWidth: 115,
    renderCell: ({ row }) => row[field].toLocaleString('en'),
  });
  return [
    {
      field: 'key',
      headerName: groupNames[by],
      flex: 2,
      minWidth: 200,
      renderCell: ({ row }) => (
        <GroupName group={row} by={by} linkTo={linkTo} />
      ),
    },
    {
      field: 'byAnswer',
      headerName: 'Answers',
      minWidth: 100,
      renderCell: ({ row }) => <AnswerCounts byAnswer={row.byAnswer} />,
    },
    ...(by === 'image' ? answerColumns<FleetGroup>() : []),
    {
      field: 'criticals',
      headerName: by === 'image' ? 'Criticals' : 'Criticals of the worst',
      minWidth: by === 'image' ? 95 : 180,
      renderCell: ({ row }) => row.criticals ?? 'not known',
    },
    count('components'),
    count('environments'),
    count('workloads'),
    ...(by === 'image' ? [] : [count('containers')]),
  ];
}

const sorts: readonly SortedColumn<FleetGroupSort>[] = [
  { field: 'key', sort: 'name', order: 'asc' },
  { field: 'criticals', sort: 'criticals', order: 'desc' },
  { field: 'containers', sort: 'containers', order: 'desc' },
];

/** One row for each owner, system or image, with what all of its containers are. */
export const GroupGrid = (props: {
  by: FleetGrouping;
  items: readonly FleetGroup[];
  /** To what runs of the group. */
  linkTo: (key: string) => string;
  sort: FleetGroupSort;
  onSort: (sort: FleetGroupSort | undefined) => void;
  stale: boolean;
}) => {
  const { by, items, linkTo, ...rest } = props;
  return (
    <ServerGrid
      label={`What runs, by ${by}`}
      rows={items}
      getRowId={({ key }) => key ?? ''}
      columns={buildColumns(by, linkTo)}
      sorts={sorts}
      {...rest}
    />
  );
};
