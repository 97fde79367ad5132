import { Application } from '../api';

/** Four answers, and the absence of a question. */
export type DeploymentState = 'pass' | 'fail' | 'unknown' | 'nothing';

const unknownHealth = new Set([
  'Unknown',
  'Progressing',
  'Suspended',
  'Missing',
]);

/**
 * How an Application does. What Argo CD can't tell is `unknown`, and never
 * `pass`; an Application that renders nothing that runs has no state.
 */
export function decideState(application: Application): DeploymentState {
  const { syncStatus, healthStatus, hasWorkload } = application;
  if (healthStatus === 'Degraded' || syncStatus === 'OutOfSync') {
    return 'fail';
  }
  if (syncStatus !== 'Synced' || unknownHealth.has(healthStatus)) {
    return 'unknown';
  }
  if (hasWorkload === false) {
    return 'nothing';
  }
  return healthStatus === 'Healthy' ? 'pass' : 'unknown';
}

/** From what needs a person first to what needs nobody. */
export const worstFirst: readonly DeploymentState[] = [
  'fail',
  'unknown',
  'pass',
  'nothing',
];

export function worstOf(states: DeploymentState[]): DeploymentState {
  return worstFirst.find(state => states.includes(state)) ?? 'nothing';
}
