import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { severities, Severity } from '@portolan/plugin-supply-chain-common';

const all = 'all';

export const FindingFilters = (props: {
  severity: Severity | undefined;
  fixable: boolean;
  /** Absent where it can not be asked. */
  isNew: boolean | undefined;
  onChange: (
    changes: Partial<
      Record<'severity' | 'fixable' | 'new', string | undefined>
    >,
  ) => void;
}) => {
  const { severity, fixable, isNew, onChange } = props;
  return (
    <>
      <TextField
        select
        size="small"
        label="Severity"
        value={severity ?? all}
        onChange={({ target: { value } }) =>
          onChange({ severity: value === all ? undefined : value })
        }
        sx={{ minWidth: 140 }}
      >
        <MenuItem value={all}>all severities</MenuItem>
        {severities.map(each => (
          <MenuItem key={each} value={each}>
            {each}
          </MenuItem>
        ))}
      </TextField>
      <FormControlLabel
        control={<Switch checked={fixable} />}
        label="Fixable"
        onChange={(_event, checked) =>
          onChange({ fixable: checked ? 'true' : undefined })
        }
      />
      {isNew !== undefined && (
        <FormControlLabel
          control={<Switch checked={isNew} />}
          label="New since the last deploy"
          onChange={(_event, checked) =>
            onChange({ new: checked ? 'true' : undefined })
          }
        />
      )}
    </>
  );
};
