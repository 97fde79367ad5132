import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { answerWords } from '@portolan/plugin-answers-react';
import { Answer, answers } from '@portolan/plugin-supply-chain-common';

/** Answers as lengths of one bar, with the same in words beneath. */
export const VerdictBar = (props: {
  byAnswer: Readonly<Record<Answer, number>>;
}) => {
  const { palette } = useTheme();
  const colors: Record<Answer, string> = {
    fail: palette.error.main,
    unknown: palette.text.disabled,
    'pass with exception': palette.warning.main,
    pass: palette.success.main,
  };
  const present = answers.filter(answer => props.byAnswer[answer] > 0);
  if (present.length === 0) return null;
  return (
    <div>
      <Box
        aria-hidden
        sx={{
          display: 'flex',
          gap: '2px',
          height: 8,
          borderRadius: 1,
          overflow: 'hidden',
        }}
      >
        {present.map(answer => (
          <Box
            key={answer}
            sx={{
              flexGrow: props.byAnswer[answer],
              minWidth: 4,
              bgcolor: colors[answer],
            }}
          />
        ))}
      </Box>
      {present
        .map(
          answer =>
            `${props.byAnswer[answer].toLocaleString('en')} ${
              answerWords[answer]
            }`,
        )
        .join(', ')}
    </div>
  );
};
