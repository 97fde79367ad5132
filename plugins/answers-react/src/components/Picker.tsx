import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { AnswerIcon, Mark } from './AnswerIcon';

/** Chooses one of several by name, each with its answer. */
export const Picker = (props: {
  label: string;
  value: string;
  options: ReadonlyArray<{ name: string; answer: Mark | undefined }>;
  onChange: (name: string) => void;
}) => (
  <TextField
    select
    size="small"
    label={props.label}
    value={props.value}
    onChange={event => props.onChange(event.target.value)}
    sx={{ minWidth: 180, maxWidth: '100%' }}
  >
    {props.options.map(({ name, answer }) => (
      <MenuItem key={name} value={name}>
        <Box
          component="span"
          sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}
        >
          <AnswerIcon answer={answer} />
          {name}
        </Box>
      </MenuItem>
    ))}
  </TextField>
);
