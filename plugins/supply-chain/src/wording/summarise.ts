import {
  ComponentVerdict,
  ContainerVerdict,
  EnvironmentVerdict,
  questions,
  worstOf,
} from '@portolan/plugin-supply-chain-common';
import { shortWord } from './shortWord';
import { worstCheck } from './worstCheck';

const allWell = 'Signed, scanned and built from a commit we control';

/** One sentence that doesn't mislead whoever reads nothing else. */
export function summariseComponent(verdict: ComponentVerdict): string {
  const { environments } = verdict;
  const answer = worstOf(environments.flatMap(each => each.answer ?? []));
  const worst = environments.filter(each => each.answer === answer);
  switch (answer) {
    case undefined:
      return 'Nothing of this component runs now.';
    case 'fail':
      return `Not trusted in ${join(worst)}: ${reason(worst[0])}.`;
    case 'unknown':
      return `Nobody can say for ${join(worst)}: ${reason(worst[0])}.`;
    case 'pass with exception':
      return `Accepted by exception in ${join(worst)}: ${reason(worst[0])}.`;
    default:
      return `${allWell} in ${join(worst)}.`;
  }
}

/** The same for one container. */
export function summariseContainer(container: ContainerVerdict): string {
  const { answer } = container.verdict;
  if (answer === 'pass') return `${allWell}.`;
  const reasons = container.verdict.checks
    .filter(check => check.answer !== 'pass')
    .map(check => shortWord(check));
  return reasons.length > 0
    ? `${reasons.join('. ')}.`
    : 'Nobody looked at this image yet.';
}

function reason(environment: EnvironmentVerdict): string {
  const found = questions
    .map(question => worstCheck(environment.containers, question))
    .find(each => each?.check.answer === environment.answer);
  return found ? shortWord(found.check) : 'no reason was given';
}

function join(environments: readonly EnvironmentVerdict[]): string {
  return new Intl.ListFormat('en').format([
    ...new Set(environments.map(({ environment }) => environment)),
  ]);
}
