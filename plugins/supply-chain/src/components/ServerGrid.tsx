import Box from '@mui/material/Box';
import {
  DataGrid,
  GridColDef,
  GridSortModel,
  GridValidRowModel,
} from '@mui/x-data-grid';

/** How a column is sorted by the server, which knows one direction of each. */
export type SortedColumn<S extends string> = {
  field: string;
  sort: S;
  order: 'asc' | 'desc';
};

/** A grid of one page, in the order of the server: the header of a sorted column asks for that order, and again for the usual one. */
export function ServerGrid<
  Row extends GridValidRowModel,
  S extends string,
>(props: {
  label: string;
  rows: readonly Row[];
  getRowId: (row: Row) => string;
  columns: readonly GridColDef<Row>[];
  sorts: readonly SortedColumn<S>[];
  sort: S;
  onSort: (sort: S | undefined) => void;
  /** What is shown was true once, and may not be now. */
  stale: boolean;
}) {
  const { label, rows, getRowId, columns, sorts, sort, onSort, stale } = props;
  const sortOf = (field: string) => sorts.find(each => each.field === field);
  const sorted = sorts.find(each => each.sort === sort);
  const sortModel: GridSortModel = sorted
    ? [{ field: sorted.field, sort: sorted.order }]
    : [];
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minWidth: 0 }}>
      <DataGrid
        // On the element that has the role.
        slotProps={{ main: { 'aria-label': label } }}
        rows={rows}
        getRowId={getRowId}
        columns={columns.map(column => {
          const by = sortOf(column.field);
          return {
            flex: 1,
            minWidth: 100,
            sortable: by !== undefined,
            sortingOrder: by && [by.order, null],
            ...column,
          };
        })}
        sortingMode="server"
        sortModel={sortModel}
        onSortModelChange={([asked]) =>
          onSort(asked && sortOf(asked.field)?.sort)
        }
        getRowHeight={() => 'auto'}
        columnHeaderHeight={44}
        // A page is short, and what is not there can be neither read aloud nor searched.
        disableVirtualization
        disableColumnFilter
        disableColumnMenu
        rowSelection={false}
        autoHeight
        hideFooter
        sx={{
          // The theme's own, so that it holds in light and dark.
          '--DataGrid-containerBackground': 'transparent',
          border: 0,
          color: stale ? 'text.secondary' : 'text.primary',
          '& .MuiDataGrid-cell': {
            py: 1,
            lineHeight: 1.43,
            display: 'flex',
            alignItems: 'flex-start',
            overflowWrap: 'anywhere',
            whiteSpace: 'normal',
          },
          '& .MuiDataGrid-columnHeader:focus-within, & .MuiDataGrid-cell:focus-within':
            { outlineColor: 'primary.main' },
        }}
      />
    </Box>
  );
}
