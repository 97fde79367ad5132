import { AnswerIcon } from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import { PolicyResult } from '@portolan/plugin-guardrails-common';
import { markOf, wordOf } from '../wording';

/** The mark of a result, in line with the first line of a text beside it. */
export const ResultMark = ({ result }: { result: PolicyResult }) => (
  <Box sx={{ pt: '3px', display: 'flex' }}>
    <AnswerIcon
      answer={markOf(result)}
      label={wordOf(result)}
      stale={result.stale !== undefined}
    />
  </Box>
);
