import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import {
  AnswerIcon,
  answerWords,
  RelativeTime,
} from '@portolan/plugin-answers-react';
import {
  Answer,
  answers,
  Transition,
} from '@portolan/plugin-supply-chain-common';
import { questionTitles, shortDigest } from '../wording';

const asAnswer = (text: string | undefined): Answer | undefined =>
  answers.find(answer => answer === text);

function describe(transition: Transition): string {
  const { question, from, to, why } = transition;
  if (question === 'deploy') {
    return to
      ? `Deploy of ${shortDigest(to)}${
          from ? `, before ${shortDigest(from)}` : ''
        }`
      : `${from ? shortDigest(from) : 'The container'} no longer runs`;
  }
  const answer = asAnswer(to);
  return `${questionTitles[question]}: ${
    answer ? answerWords[answer] : 'no answer'
  }. ${why}`;
}

const DeployMark = () => {
  const { palette } = useTheme();
  return (
    <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden>
      <path d="M8 2.5 14.5 14h-13Z" fill={palette.text.primary} />
    </svg>
  );
};

const Mark = ({ transition }: { transition: Transition }) =>
  transition.question === 'deploy' ? (
    <DeployMark />
  ) : (
    <AnswerIcon answer={asAnswer(transition.to)} decorative />
  );

/**
 * From the oldest to the newest as marks, and the same beneath in words from the
 * newest: the picture is for the eye alone.
 */
export const HistoryStrip = (props: {
  /** The newest first. */
  transitions: readonly Transition[];
  /** Whether these are all that there are. */
  isWhole: boolean;
}) => {
  const { transitions, isWhole } = props;
  return (
    <>
      <Box aria-hidden sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
        {[...transitions].reverse().map(transition => (
          <span key={transition.id} title={describe(transition)}>
            <Mark transition={transition} />
          </span>
        ))}
      </Box>
      <Box
        component="ol"
        aria-label="History, the newest first"
        tabIndex={0}
        sx={{
          listStyle: 'none',
          p: 0,
          maxHeight: 220,
          overflow: 'auto',
          '& li': { display: 'flex', gap: 1, py: 0.25 },
        }}
      >
        {transitions.map(transition => (
          <li key={transition.id}>
            <Box sx={{ pt: '3px', display: 'flex' }}>
              <Mark transition={transition} />
            </Box>
            <span>
              <RelativeTime at={transition.at} /> · {describe(transition)}
            </span>
          </li>
        ))}
      </Box>
      {!isWhole && <div>Only the newest are shown.</div>}
    </>
  );
};
