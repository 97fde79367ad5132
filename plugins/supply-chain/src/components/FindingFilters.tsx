import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { Choice } from '@portolan/plugin-answers-react';
import { severities, Severity } from '@portolan/plugin-supply-chain-common';

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
      <Choice
        label="Severity"
        none="all severities"
        value={severity}
        options={severities}
        onChange={each => onChange({ severity: each })}
      />
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
