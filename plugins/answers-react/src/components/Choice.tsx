import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';

const all = 'all';

/** Filters by one of several values, or by none. */
export function Choice<T extends string>(props: {
  label: string;
  /** What choosing none is called: `all severities`. */
  none: string;
  value: T | undefined;
  options: readonly T[];
  /** What an option is called, where it is not its value. */
  words?: Readonly<Record<T, string>>;
  onChange: (value: T | undefined) => void;
}) {
  const { label, none, value, options, words, onChange } = props;
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value ?? all}
      onChange={event =>
        onChange(options.find(option => option === event.target.value))
      }
      sx={{ minWidth: 140 }}
    >
      <MenuItem value={all}>{none}</MenuItem>
      {options.map(option => (
        <MenuItem key={option} value={option}>
          {words?.[option] ?? option}
        </MenuItem>
      ))}
    </TextField>
  );
}
