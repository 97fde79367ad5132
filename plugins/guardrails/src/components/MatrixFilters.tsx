import {
  Choice,
  answerWords,
  TextFilters,
} from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import { answers } from '@portolan/plugin-guardrails-common';
import { MatrixQuery } from '../api';

const stages = [
  'audit',
  'enforce',
  'off',
  'STRICT',
  'PERMISSIVE',
  'DISABLE',
  'unknown',
] as const;

const stageWords: Readonly<Record<(typeof stages)[number], string>> = {
  audit: 'audit',
  enforce: 'enforce',
  off: 'off',
  STRICT: 'mTLS strict',
  PERMISSIVE: 'mTLS permissive',
  DISABLE: 'mTLS disabled',
  unknown: 'not known',
};

const only = <T,>(values: readonly T[] | undefined) =>
  values?.length === 1 ? values[0] : undefined;

/** What the matrix can be asked for, as the page's address has it. */
export const MatrixFilters = (props: {
  query: MatrixQuery;
  onChange: (changes: Record<string, string | undefined>) => void;
}) => {
  const { query, onChange } = props;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
      <TextFilters
        label="Filter namespaces"
        labels={{
          text: 'Namespace',
          environment: 'Environment',
          owner: 'Owner',
        }}
        applied={{
          text: query.text ?? '',
          environment: query.environment?.[0] ?? '',
          owner: query.owner?.[0] ?? '',
        }}
        onSend={onChange}
      />
      <Choice
        label="With an answer"
        none="all answers"
        value={only(query.answer)}
        options={answers}
        words={answerWords}
        onChange={answer => onChange({ answer })}
      />
      <Choice
        label="With a stage"
        none="all stages"
        value={only(query.stage)}
        options={stages}
        words={stageWords}
        onChange={stage => onChange({ stage })}
      />
    </Box>
  );
};
