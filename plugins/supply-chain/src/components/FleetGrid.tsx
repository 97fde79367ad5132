import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import { GridColDef } from '@mui/x-data-grid';
import { RelativeTime } from '@portolan/plugin-answers-react';
import { FleetItem, FleetSort } from '@portolan/plugin-supply-chain-common';
import { answerColumns } from './answerColumns';
import { FleetComponent } from './FleetComponent';
import { ServerGrid, SortedColumn } from './ServerGrid';

const columns: readonly GridColDef<FleetItem>[] = [
  {
    field: 'component',
    headerName: 'Component',
    flex: 2,
    minWidth: 210,
    renderCell: ({ row }) => <FleetComponent item={row} />,
  },
  {
    field: 'environment',
    headerName: 'Environment',
    minWidth: 140,
    renderCell: ({ row: { environment, cluster, namespace } }) => (
      <div>
        {environment ?? 'none'}
        <Box sx={{ color: 'text.secondary' }}>
          {cluster}, {namespace}
        </Box>
      </div>
    ),
  },
  {
    field: 'owner',
    headerName: 'Owner',
    minWidth: 110,
    renderCell: ({ row: { owner } }) =>
      owner ? <EntityRefLink entityRef={owner} /> : 'nobody',
  },
  ...answerColumns<FleetItem>(),
  {
    field: 'criticals',
    headerName: 'Criticals',
    minWidth: 95,
    renderCell: ({ row }) => row.criticals ?? 'not known',
  },
  {
    field: 'since',
    headerName: 'Since',
    minWidth: 110,
    renderCell: ({ row }) => <RelativeTime at={row.since} />,
  },
];

const sorts: readonly SortedColumn<FleetSort>[] = [
  { field: 'component', sort: 'name', order: 'asc' },
  { field: 'criticals', sort: 'criticals', order: 'desc' },
  { field: 'since', sort: 'since', order: 'desc' },
];

/** One row for each container's digest in an environment. */
export const FleetGrid = (props: {
  items: readonly FleetItem[];
  sort: FleetSort;
  onSort: (sort: FleetSort | undefined) => void;
  stale: boolean;
}) => {
  const { items, ...rest } = props;
  return (
    <ServerGrid
      label="What runs"
      rows={items}
      getRowId={({ id }) => id}
      columns={columns}
      sorts={sorts}
      {...rest}
    />
  );
};
