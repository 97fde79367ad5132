import Box from '@mui/material/Box';
import { AnswerIcon } from '@portolan/plugin-answers-react';
import {
  EnvironmentVerdict,
  Question,
} from '@portolan/plugin-supply-chain-common';
import { shortWord, worstCheck } from '../wording';
import { NextStepLine } from './NextStepLine';

/** What one question is answered with in an environment, by the container that is worst. */
export const QuestionAnswer = (props: {
  environment: EnvironmentVerdict;
  question: Question;
  stale: boolean;
  /** Where the next step stands elsewhere. */
  withoutNext?: boolean;
}) => {
  const { environment, question, stale, withoutNext } = props;
  const worst = worstCheck(environment.containers, question);
  if (!worst) return null;
  const { check, container } = worst;
  const which =
    environment.containers.length > 1 && check.answer !== 'pass'
      ? `${container.container}: `
      : '';
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1 }} title={check.sentence}>
        <Box sx={{ pt: '3px', display: 'flex' }}>
          <AnswerIcon answer={check.answer} stale={stale} />
        </Box>
        <span>
          {which}
          {shortWord(check, container.verdict.source)}
        </span>
      </Box>
      {!withoutNext && check.answer !== 'pass' && check.next && (
        <NextStepLine next={check.next} />
      )}
    </>
  );
};
