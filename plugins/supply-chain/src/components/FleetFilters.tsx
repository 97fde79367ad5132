import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { TextFilters } from '@portolan/plugin-answers-react';
import { FleetSort } from '@portolan/plugin-supply-chain-common';
import { FleetQuery } from '../api';

const sortWords: Readonly<Record<FleetSort, string>> = {
  worst: 'worst and longest first',
  since: 'last changed first',
  name: 'by name',
  criticals: 'most criticals first',
};

const texts = {
  text: 'Name, image or digest',
  environment: 'Environment',
  owner: 'Owner',
  system: 'System',
} as const;

/** What the fleet can be asked for, and its order. */
export const FleetFilters = (props: {
  query: FleetQuery;
  onFilter: (changes: Record<string, string | undefined>) => void;
}) => {
  const { query, onFilter } = props;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
      <TextFilters
        label="Filter what runs"
        labels={texts}
        applied={{
          text: query.text ?? '',
          environment: query.environment?.[0] ?? '',
          owner: query.owner?.[0] ?? '',
          system: query.system?.[0] ?? '',
        }}
        onSend={onFilter}
      />
      <TextField
        select
        size="small"
        label="Order"
        value={query.sort}
        onChange={event => onFilter({ sort: event.target.value })}
        sx={{ minWidth: 200 }}
      >
        {(Object.keys(sortWords) as FleetSort[]).map(sort => (
          <MenuItem key={sort} value={sort}>
            {sortWords[sort]}
          </MenuItem>
        ))}
      </TextField>
    </Box>
  );
};
