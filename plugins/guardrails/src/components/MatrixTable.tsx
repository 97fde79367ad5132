import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import { SxProps, Theme } from '@mui/material/styles';
import { visuallyHidden } from '@mui/utils';
import { Control, MatrixRow } from '@portolan/plugin-guardrails-common';
import { useGridFocus } from '../hooks';
import { CellRef } from '../results';
import { MatrixCell } from './MatrixCell';

const namespaceWidth = 180;
const controlWidth = 132;

/** Columns where there is room for them; on a phone a block for each namespace. */
const gridOf =
  (controls: number, stale: boolean): SxProps<Theme> =>
  theme => ({
    overflowX: 'auto',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 1,
    bgcolor: 'background.paper',
    opacity: stale ? 0.7 : 1,
    '& [role=row]': {
      display: 'grid',
      minWidth: { md: namespaceWidth + controls * controlWidth },
      gridTemplateColumns: {
        xs: 'minmax(0, 1fr)',
        md: `minmax(${namespaceWidth}px, 1.4fr) repeat(${controls}, minmax(${controlWidth}px, 1fr))`,
      },
    },
    '& [role=row] + [role=row]': {
      borderTop: `1px solid ${theme.palette.divider}`,
    },
    '& [role=rowheader], & [role=columnheader]': {
      p: 1,
      minWidth: 0,
      overflowWrap: 'anywhere',
      bgcolor: 'background.paper',
    },
    [theme.breakpoints.up('md')]: {
      // What is read beside a cell stays in sight.
      '& [role=rowheader], & [role=columnheader]:first-of-type': {
        position: 'sticky',
        left: 0,
        zIndex: 1,
      },
    },
    [theme.breakpoints.down('md')]: {
      '& [role=columnheader]': visuallyHidden,
    },
  });

const NamespaceHeader = ({ row }: { row: MatrixRow }) => (
  <div role="rowheader">
    <strong>{row.namespace}</strong>
    <Box sx={{ color: 'text.secondary', fontSize: 13 }}>
      {row.cluster}
      {row.environment && ` · ${row.environment}`}
      {row.owners.length > 0 && (
        <div>
          <EntityRefLinks entityRefs={[...row.owners]} hideIcons />
        </div>
      )}
    </Box>
  </div>
);

/** Namespaces and controls; each cell is a button, and arrows go from one to the next. */
export const MatrixTable = (props: {
  controls: readonly Control[];
  rows: readonly MatrixRow[];
  stale: boolean;
  onOpen: (cell: CellRef) => void;
}) => {
  const { controls, rows, stale, onOpen } = props;
  const { gridProps, cellProps } = useGridFocus({
    rows: rows.length,
    columns: controls.length,
  });
  return (
    <Box
      {...gridProps}
      role="grid"
      aria-label="Namespaces and controls"
      aria-readonly
      sx={gridOf(controls.length, stale)}
    >
      <Box role="row" sx={{ color: 'text.secondary' }}>
        <div role="columnheader">Namespace</div>
        {controls.map(control => (
          <div role="columnheader" key={control.id} title={control.description}>
            {control.title}
          </div>
        ))}
      </Box>
      {rows.map((row, rowIndex) => (
        <div role="row" key={`${row.cluster}/${row.namespace}`}>
          <NamespaceHeader row={row} />
          {controls.map((control, index) => {
            const cell = row.cells.find(each => each.control === control.id);
            return (
              <Box
                role="gridcell"
                key={control.id}
                sx={{ p: 0.5, minWidth: 0 }}
              >
                {cell && (
                  <MatrixCell
                    control={control}
                    cell={cell}
                    namespace={row.namespace}
                    onOpen={() =>
                      onOpen({
                        cluster: row.cluster,
                        namespace: row.namespace,
                        control: control.id,
                      })
                    }
                    buttonProps={cellProps(rowIndex, index)}
                  />
                )}
              </Box>
            );
          })}
        </div>
      ))}
    </Box>
  );
};
