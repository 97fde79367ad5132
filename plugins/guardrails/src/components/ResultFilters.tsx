import { Choice } from '@portolan/plugin-answers-react';
import {
  resultStates,
  severities,
  Stage,
  stages,
} from '@portolan/plugin-guardrails-common';
import { ResultQuery } from '../api';
import { resultWords } from '../wording';

const stageWords: Readonly<Record<Stage, string>> = {
  off: 'off',
  audit: 'audit',
  enforce: 'enforce',
  unknown: 'not known',
};

const only = <T,>(values: readonly T[] | undefined) =>
  values?.length === 1 ? values[0] : undefined;

/** Severity, result and stage, as the page's address has them. */
export const ResultFilters = (props: {
  query: ResultQuery;
  onChange: (changes: Record<string, string | undefined>) => void;
}) => {
  const { query, onChange } = props;
  return (
    <>
      <Choice
        label="Severity"
        none="all severities"
        value={only(query.severity)}
        options={severities}
        onChange={severity => onChange({ severity })}
      />
      <Choice
        label="Result"
        none="all results"
        value={only(query.result)}
        options={resultStates}
        words={resultWords}
        onChange={result => onChange({ result })}
      />
      <Choice
        label="Stage"
        none="all stages"
        value={only(query.stage)}
        options={stages}
        words={stageWords}
        onChange={stage => onChange({ stage })}
      />
    </>
  );
};
