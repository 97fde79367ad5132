import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { BarChart } from '@mui/x-charts/BarChart';
import { answerWords, Unfold } from '@portolan/plugin-answers-react';
import { answers, DayOfAnswers } from '@portolan/plugin-supply-chain-common';
import { answerColor } from './answerColor';

const dayFormat = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

const nameOf = (day: string) => dayFormat.format(new Date(day));

function describe({ day, byAnswer }: DayOfAnswers): string {
  if (!byAnswer) return `${nameOf(day)}: no data`;
  const said = answers
    .filter(answer => byAnswer[answer] > 0)
    .map(
      answer =>
        `${byAnswer[answer].toLocaleString('en')} ${answerWords[answer]}`,
    );
  return `${nameOf(day)}: ${said.join(', ') || 'nothing ran'}`;
}

function summarise(days: readonly DayOfAnswers[]): string {
  const first = days.findIndex(({ byAnswer }) => byAnswer);
  if (first < 0) {
    return 'No data yet: the portal counts once a minute, and keeps the last count of each day.';
  }
  const blank = days.filter(({ byAnswer }) => !byAnswer).length;
  return blank > 0
    ? `The portal has data of ${days.length - blank} of ${
        days.length
      } days, the first of ${nameOf(
        days[first].day,
      )}. Days without a bar are days without data.`
    : '';
}

/** A stacked bar for each day, and the same in words to unfold: the picture is for the eye alone. */
export const AnswerChart = (props: { days: readonly DayOfAnswers[] }) => {
  const { days } = props;
  const theme = useTheme();
  const summary = summarise(days);
  return (
    <div>
      <Typography variant="subtitle1" component="h2">
        The last {days.length} days
      </Typography>
      <Box aria-hidden sx={{ height: 140 }}>
        <BarChart
          height={140}
          margin={{ left: 48, right: 8, top: 8, bottom: 24 }}
          slotProps={{ legend: { hidden: true } }}
          skipAnimation
          xAxis={[
            {
              scaleType: 'band',
              data: days.map(({ day }) => nameOf(day)),
              tickLabelInterval: (_value, index) => index % 7 === 1,
            },
          ]}
          yAxis={[{ tickMinStep: 1 }]}
          series={[...answers].reverse().map(answer => ({
            data: days.map(({ byAnswer }) => byAnswer?.[answer] ?? null),
            label: answerWords[answer],
            stack: 'answers',
            color: answerColor(theme, answer),
          }))}
        />
      </Box>
      {summary && <div>{summary}</div>}
      <Unfold title="The days in words">
        <ol aria-label="Answers by day, the newest first">
          {[...days].reverse().map(day => (
            <li key={day.day}>{describe(day)}</li>
          ))}
        </ol>
      </Unfold>
    </div>
  );
};
