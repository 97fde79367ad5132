import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { FleetSort } from '@portolan/plugin-supply-chain-common';
import { FormEvent } from 'react';
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

const first = (value: FleetQuery[keyof typeof texts]) =>
  typeof value === 'string' ? value : value?.[0];

/** Fields that are asked when the form is sent, so that no half of a word is. */
export const FleetFilters = (props: {
  query: FleetQuery;
  onFilter: (changes: Record<string, string | undefined>) => void;
}) => {
  const { query, onFilter } = props;
  const names = Object.keys(texts) as Array<keyof typeof texts>;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onFilter(
      Object.fromEntries(
        names.map(name => [
          name,
          String(form.get(name) ?? '').trim() || undefined,
        ]),
      ),
    );
  };
  return (
    <Box
      component="form"
      role="search"
      aria-label="Filter what runs"
      // The address may change under the fields: they then start anew from it.
      key={names.map(name => first(query[name])).join('\n')}
      onSubmit={send}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}
    >
      {names.map(name => (
        <TextField
          key={name}
          name={name}
          size="small"
          label={texts[name]}
          defaultValue={first(query[name]) ?? ''}
        />
      ))}
      <Button type="submit" variant="outlined">
        Filter
      </Button>
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
