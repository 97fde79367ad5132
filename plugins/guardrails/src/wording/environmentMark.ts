import { Mark } from '@portolan/plugin-answers-react';
import { EnvironmentGuardrails } from '@portolan/plugin-guardrails-common';
import { meshMark } from './meshWord';

const worstFirst: readonly Mark[] = [
  'fail',
  'unknown',
  'pass with exception',
  'pass',
];

/** The worst of what policies and the mesh say of an environment. */
export function environmentMark(environment: EnvironmentGuardrails): Mark {
  const { answer, code, mesh } = environment;
  if (code === 'nothing-runs') return 'nothing';
  const marks = [answer, meshMark(mesh)];
  return worstFirst.find(mark => marks.includes(mark)) ?? 'nothing';
}
