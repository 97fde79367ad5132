import {
  ComponentGuardrails,
  EnvironmentGuardrails,
  worstOf,
} from '@portolan/plugin-guardrails-common';

/** One sentence that doesn't mislead whoever reads nothing else. */
export function summarise({ environments }: ComponentGuardrails): string {
  const answer = worstOf(environments.flatMap(each => each.answer ?? []));
  const worst = environments.filter(each => each.answer === answer);
  switch (answer) {
    case undefined:
      return 'Nothing of this component runs where a policy could look at it.';
    case 'fail':
      return `Policies are violated in ${join(worst)}: ${reason(worst[0])}.`;
    case 'unknown':
      return `Nobody can say for ${join(worst)}: ${reason(worst[0])}.`;
    case 'pass with exception':
      return `Accepted by exception in ${join(worst)}: ${reason(worst[0])}.`;
    default:
      return `No violations in ${join(worst)}.`;
  }
}

/** `2 are refused in prod`: what would stop the next change, here and further on. */
export function blockWords(
  environment: EnvironmentGuardrails,
): string | undefined {
  const { blocksHere, blocksIn } = environment;
  const words = [
    ...(blocksHere > 0 ? [`${blocksHere} here`] : []),
    ...blocksIn
      .filter(({ count }) => count > 0)
      .map(each => `${each.count} in ${each.environment}`),
  ];
  return words.length > 0 ? `blocks ${words.join(', ')}` : undefined;
}

function reason({ sentence }: EnvironmentGuardrails): string {
  return sentence.replace(/\.$/, '');
}

function join(environments: readonly EnvironmentGuardrails[]): string {
  return new Intl.ListFormat('en').format([
    ...new Set(environments.map(({ environment }) => environment)),
  ]);
}
