import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { AnswerIcon } from '@portolan/plugin-answers-react';
import {
  Answer,
  FleetCounts,
  FleetFilter,
} from '@portolan/plugin-supply-chain-common';

type Changes = Record<string, string | readonly string[] | undefined>;

const NumberFilter = (props: {
  count: number;
  words: string;
  answer?: Answer;
  isOn: boolean;
  onClick: () => void;
}) => (
  <ButtonBase
    aria-pressed={props.isOn}
    onClick={props.onClick}
    sx={{
      p: 2,
      border: 1,
      borderRadius: 1,
      borderColor: props.isOn ? 'primary.main' : 'divider',
      bgcolor: props.isOn ? 'action.selected' : undefined,
      justifyContent: 'flex-start',
      gap: 1.5,
      textAlign: 'left',
      '&:focus-visible': { outline: 2, outlineColor: 'primary.main' },
    }}
  >
    {props.answer && <AnswerIcon answer={props.answer} decorative />}
    <span>
      <Typography variant="h5" component="span">
        {props.count.toLocaleString('en')}
      </Typography>{' '}
      {props.words}
    </span>
  </ButtonBase>
);

/** Four numbers about all that runs; each is a filter, and pressed again takes it away. */
export const FleetNumbers = (props: {
  counts: FleetCounts;
  query: FleetFilter;
  onFilter: (changes: Changes) => void;
}) => {
  const { counts, query, onFilter } = props;
  const is = (answer: Answer) =>
    query.answer?.length === 1 && query.answer[0] === answer;
  const unowned = query.owned === false;
  const toggle = (answer: Answer) =>
    onFilter({ answer: is(answer) ? undefined : answer });
  return (
    <Box
      role="group"
      aria-label="What runs, in numbers that filter"
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: { xs: '1fr 1fr', md: 'repeat(4, 1fr)' },
      }}
    >
      <NumberFilter
        count={counts.running}
        words="running images"
        isOn={!query.answer && !unowned}
        onClick={() =>
          onFilter({ answer: undefined, owned: undefined, view: undefined })
        }
      />
      <NumberFilter
        count={counts.byAnswer.fail}
        words="fail"
        answer="fail"
        isOn={is('fail')}
        onClick={() => toggle('fail')}
      />
      <NumberFilter
        count={counts.byAnswer.unknown}
        words="unknown"
        answer="unknown"
        isOn={is('unknown')}
        onClick={() => toggle('unknown')}
      />
      <NumberFilter
        count={counts.unowned}
        words="owned by nobody"
        isOn={unowned}
        onClick={() =>
          onFilter(
            unowned
              ? { owned: undefined, view: undefined }
              : { owned: 'false' },
          )
        }
      />
    </Box>
  );
};
