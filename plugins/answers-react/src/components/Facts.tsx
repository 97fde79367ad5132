import Box from '@mui/material/Box';
import { ReactNode } from 'react';

/** Named facts; those that are not known are left out. */
export const Facts = (props: {
  facts: Readonly<Record<string, ReactNode | undefined>>;
}) => (
  <Box
    component="dl"
    sx={{
      display: 'grid',
      gridTemplateColumns: 'minmax(72px, auto) minmax(0, 1fr)',
      columnGap: 2,
      rowGap: 0.5,
      my: 1,
      '& dt': { color: 'text.secondary' },
      '& dd': { m: 0 },
    }}
  >
    {Object.entries(props.facts)
      .filter(([, fact]) => fact !== undefined && fact !== '')
      .map(([name, fact]) => (
        <Box key={name} sx={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{fact}</dd>
        </Box>
      ))}
  </Box>
);
