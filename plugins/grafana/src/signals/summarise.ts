import {
  AlertSignal,
  decideSignal,
  EnvironmentSignals,
} from '@portolan/plugin-grafana-common';

const list = new Intl.ListFormat('en');

/** The card's first line: the worst answer first, and never better than what is known. */
export function summarise(items: EnvironmentSignals[]): string {
  const of = (answer: AlertSignal['answer']) =>
    items
      .filter(({ alerts }) => decideSignal(alerts).answer === answer)
      .map(({ environment }) => environment);
  const sentences = [
    sentence('Alerts are firing in', of('fail')),
    sentence('Nobody knows whether there are alerts in', of('unknown')),
    sentence('Alerts are pending in', of('warning')),
  ].filter(text => text !== undefined);
  return sentences.length > 0
    ? sentences.join(' ')
    : `No alerts in ${list.format(of('pass'))}.`;
}

function sentence(start: string, environments: string[]): string | undefined {
  return environments.length > 0
    ? `${start} ${list.format(environments)}.`
    : undefined;
}
