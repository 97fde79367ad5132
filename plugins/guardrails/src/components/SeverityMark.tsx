import { severityColor } from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { Severity } from '@portolan/plugin-guardrails-common';

/** A severity in its word, with its colour beside it. */
export const SeverityMark = ({ severity }: { severity: Severity }) => {
  const theme = useTheme();
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}
    >
      <Box
        aria-hidden
        component="span"
        sx={{
          width: 4,
          height: 18,
          flexShrink: 0,
          bgcolor: severityColor(theme, severity),
        }}
      />
      {severity === 'unknown' ? 'severity not known' : severity}
    </Box>
  );
};
