import Box from '@mui/material/Box';
import { AnswerIcon, answerWords } from '@portolan/plugin-answers-react';
import { Answer } from '@portolan/plugin-supply-chain-common';

export const AnswerCell = ({ answer }: { answer: Answer }) => (
  <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
    <AnswerIcon answer={answer} decorative />
    {answerWords[answer]}
  </Box>
);
