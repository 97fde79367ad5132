import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { severityColor } from '@portolan/plugin-answers-react';
import { severities, Severity } from '@portolan/plugin-supply-chain-common';

/** Findings by severity as lengths, with the same in words beneath. */
export const SeverityBar = (props: {
  counts: Readonly<Record<Severity, number>>;
}) => {
  const theme = useTheme();
  const present = severities.filter(severity => props.counts[severity] > 0);
  return (
    <Box sx={{ my: 1 }}>
      <Box
        aria-hidden
        sx={{
          display: 'flex',
          height: 8,
          gap: '2px',
          borderRadius: 1,
          overflow: 'hidden',
          bgcolor: 'action.hover',
        }}
      >
        {present.map(severity => (
          <Box
            key={severity}
            sx={{
              flexGrow: props.counts[severity],
              minWidth: 4,
              bgcolor: severityColor(theme, severity),
            }}
          />
        ))}
      </Box>
      {present.length > 0
        ? present
            .map(severity => `${props.counts[severity]} ${severity}`)
            .join(', ')
        : 'no vulnerability found'}
    </Box>
  );
};
