import { readAll, readKnown } from '@portolan/plugin-answers-react';
import {
  answers,
  meshModes,
  resultStates,
  severities,
  stages,
} from '@portolan/plugin-guardrails-common';
import { MatrixQuery, ResultQuery } from '../api';

const stagesAndModes = [...new Set([...stages, ...meshModes])];

/** What a page's address asks of results; what it does not understand is left out. */
export function readResultQuery(parameters: URLSearchParams): ResultQuery {
  const owned = parameters.get('owned');
  return {
    environment: readAll(parameters, 'environment'),
    cluster: readAll(parameters, 'cluster'),
    namespace: readAll(parameters, 'namespace'),
    control: readAll(parameters, 'control'),
    owner: readAll(parameters, 'owner'),
    result: readKnown(parameters, 'result', resultStates),
    severity: readKnown(parameters, 'severity', severities),
    stage: readKnown(parameters, 'stage', stages),
    owned: owned === 'true' || owned === 'false' ? owned === 'true' : undefined,
    text: parameters.get('text') || undefined,
    cursor: parameters.get('after') ?? undefined,
  };
}

/** The same of the matrix. */
export function readMatrixQuery(parameters: URLSearchParams): MatrixQuery {
  return {
    environment: readAll(parameters, 'environment'),
    cluster: readAll(parameters, 'cluster'),
    owner: readAll(parameters, 'owner'),
    answer: readKnown(parameters, 'answer', answers),
    stage: readKnown(parameters, 'stage', stagesAndModes),
    text: parameters.get('text') || undefined,
    cursor: parameters.get('after') ?? undefined,
  };
}
