import Box from '@mui/material/Box';
import { visuallyHidden } from '@mui/utils';
import { ReactNode } from 'react';

/**
 * A table of few rows, each an element with `role="row"`. Where there is no
 * room for columns, a row's cells stand under one another.
 */
export const RowTable = (props: {
  label: string;
  headers: readonly string[];
  /** Widths of the columns, as `grid-template-columns` has them. */
  columns: string;
  /** From which width on there is room for columns. */
  from?: 'sm' | 'md';
  /** What is shown was true once, and may not be now. */
  stale?: boolean;
  children: ReactNode;
}) => {
  const { label, headers, columns, from = 'sm', stale, children } = props;
  return (
    <Box
      role="table"
      aria-label={label}
      sx={theme => ({
        color: stale ? 'text.secondary' : 'text.primary',
        '& [role=row]': {
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', [from]: columns },
          columnGap: 2,
          rowGap: 0.5,
          py: 1,
        },
        '& [role=row] + [role=row]': {
          borderTop: `1px solid ${theme.palette.divider}`,
        },
        '& [role=cell], & [role=rowheader]': {
          minWidth: 0,
          overflowWrap: 'anywhere',
        },
        [theme.breakpoints.down(from)]: {
          '& [role=columnheader]': visuallyHidden,
          '& [role=row]:first-of-type': { py: 0 },
          '& [role=row]:first-of-type + [role=row]': { borderTop: 0 },
        },
      })}
    >
      <Box role="row" sx={{ color: 'text.secondary' }}>
        {headers.map(header => (
          <div role="columnheader" key={header}>
            {header}
          </div>
        ))}
      </Box>
      {children}
    </Box>
  );
};
