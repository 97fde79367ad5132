import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { severityColor } from '@portolan/plugin-answers-react';
import { severities, Severity } from '@portolan/plugin-supply-chain-common';
import { ShareBar } from './ShareBar';

/** Findings by severity as lengths, with the same in words beneath. */
export const SeverityBar = (props: {
  counts: Readonly<Record<Severity, number>>;
}) => {
  const theme = useTheme();
  return (
    <Box sx={{ my: 1 }}>
      <ShareBar
        parts={severities.map(severity => ({
          word: severity,
          count: props.counts[severity],
          color: severityColor(theme, severity),
        }))}
        nothing="no vulnerability found"
      />
    </Box>
  );
};
