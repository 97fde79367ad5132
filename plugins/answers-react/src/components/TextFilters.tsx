import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { FormEvent, useState } from 'react';

type Texts<T extends string> = Readonly<Record<T, string>>;

type Props<T extends string> = {
  /** What is filtered. */
  label: string;
  /** What each field is called. */
  labels: Texts<T>;
  /** What the page's address has; empty for none. */
  applied: Texts<T>;
  onSend: (typed: Readonly<Record<T, string | undefined>>) => void;
};

function Fields<T extends string>(props: Props<T>) {
  const { label, labels, applied, onSend } = props;
  const [typed, setTyped] = useState(applied);
  const names = Object.keys(labels) as T[];
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSend(
      Object.fromEntries(
        names.map(name => [name, typed[name].trim() || undefined]),
      ) as Record<T, string | undefined>,
    );
  };
  return (
    <Box
      component="form"
      role="search"
      aria-label={label}
      onSubmit={send}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}
    >
      {names.map(name => (
        <TextField
          key={name}
          size="small"
          sx={{ width: { xs: '100%', sm: 180 } }}
          label={labels[name]}
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
}

/** Texts are asked when they are sent, so that no half of a word is. */
export function TextFilters<T extends string>(props: Props<T>) {
  // The address may change under the fields: they then start anew from it.
  return <Fields key={JSON.stringify(props.applied)} {...props} />;
}
