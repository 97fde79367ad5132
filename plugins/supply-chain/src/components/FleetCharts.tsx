import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { answerWords, severityColor } from '@portolan/plugin-answers-react';
import {
  answers,
  FleetCounts,
  WorstFinding,
  worstFindings,
} from '@portolan/plugin-supply-chain-common';
import { ReactNode } from 'react';
import { answerColor } from './answerColor';
import { ShareBar } from './ShareBar';

const findingWords: Readonly<Record<WorstFinding, string>> = {
  critical: 'with a critical',
  high: 'with a high, none critical',
  none: 'with neither',
  unscanned: 'of which nobody knows',
};

const Chart = (props: { title: string; children: ReactNode }) => (
  <div>
    <Typography variant="subtitle1" component="h2">
      {props.title}
    </Typography>
    {props.children}
  </div>
);

/** Shares of all that runs: by answer, and by the worst that scanners found. */
export const FleetCharts = (props: { counts: FleetCounts }) => {
  const { byAnswer, byWorstFinding } = props.counts;
  const theme = useTheme();
  const findingColors: Record<WorstFinding, string> = {
    critical: severityColor(theme, 'critical'),
    high: severityColor(theme, 'medium'),
    none: theme.palette.success.main,
    unscanned: severityColor(theme, 'unknown'),
  };
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '1fr 1fr' },
      }}
    >
      <Chart title="Running images by answer">
        <ShareBar
          parts={answers.map(answer => ({
            word: answerWords[answer],
            count: byAnswer[answer],
            color: answerColor(theme, answer),
          }))}
          nothing="nothing runs"
        />
      </Chart>
      <Chart title="Running images by their worst vulnerability">
        <ShareBar
          parts={worstFindings.map(worst => ({
            word: findingWords[worst],
            count: byWorstFinding[worst],
            color: findingColors[worst],
          }))}
          nothing="nothing runs"
        />
      </Chart>
    </Box>
  );
};
