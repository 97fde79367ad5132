import { Application } from '../api';
import { decideState, DeploymentState } from './decideState';
import { compareEnvironments, environmentOf } from './environmentOf';

/** One sentence that doesn't mislead whoever reads nothing else. */
export function summarise(applications: Application[]): string {
  const inState = (state: DeploymentState) =>
    join(
      applications
        .filter(application => decideState(application) === state)
        .map(environmentOf)
        .sort(compareEnvironments),
    );
  const [fail, unknown, pass] = [
    inState('fail'),
    inState('unknown'),
    inState('pass'),
  ];
  if (fail) {
    return `Not in order in ${fail}.`;
  }
  if (unknown) {
    return `Argo CD can\u2019t tell yet how it does in ${unknown}.`;
  }
  return pass
    ? `In order in ${pass}.`
    : 'Nothing is deployed: no image has been promoted to any environment.';
}

function join(words: string[]): string {
  return new Intl.ListFormat('en').format(words);
}
