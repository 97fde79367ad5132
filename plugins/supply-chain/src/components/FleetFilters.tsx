import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { FleetSort } from '@portolan/plugin-supply-chain-common';
import { FormEvent, useState } from 'react';
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

type Texts = Record<keyof typeof texts, string>;

const names = Object.keys(texts) as Array<keyof Texts>;

const TextFilters = (props: {
  applied: Texts;
  onSend: (typed: Texts) => void;
}) => {
  const [typed, setTyped] = useState(props.applied);
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.onSend(typed);
  };
  return (
    <Box
      component="form"
      role="search"
      aria-label="Filter what runs"
      onSubmit={send}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}
    >
      {names.map(name => (
        <TextField
          key={name}
          size="small"
          label={texts[name]}
          value={typed[name]}
          onChange={({ target: { value } }) =>
            setTyped({ ...typed, [name]: value })
          }
        />
      ))}
      <Button type="submit" variant="outlined">
        Filter
      </Button>
    </Box>
  );
};

/** Texts are asked when they are sent, so that no half of a word is. */
export const FleetFilters = (props: {
  query: FleetQuery;
  onFilter: (changes: Record<string, string | undefined>) => void;
}) => {
  const { query, onFilter } = props;
  const applied: Texts = {
    text: query.text ?? '',
    environment: query.environment?.[0] ?? '',
    owner: query.owner?.[0] ?? '',
    system: query.system?.[0] ?? '',
  };
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
      <TextFilters
        // The address may change under the fields: they then start anew from it.
        key={JSON.stringify(applied)}
        applied={applied}
        onSend={typed =>
          onFilter(
            Object.fromEntries(
              names.map(name => [name, typed[name].trim() || undefined]),
            ),
          )
        }
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
