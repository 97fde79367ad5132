import { Mark } from '@portolan/plugin-answers-react';
import { SignalName, signalNames, Signals, signalTitles } from './signals';
import { Row } from './toRows';

const list = new Intl.ListFormat('en');

/** One sentence that doesn't mislead whoever reads nothing else; undefined while that can't be said. */
export function summarise(rows: Row[], signals: Signals): string | undefined {
  const inMark = (mark: Mark) => rows.filter(row => row.mark === mark);
  const because = ({ environment, cells }: Row, mark: Mark) => {
    const names = signalNames.filter(name =>
      cells[name].some(said => said.mark === mark),
    );
    return names.length > 0
      ? `${environment} (${list.format(names.map(toWord))})`
      : environment;
  };
  const fail = inMark('fail');
  if (fail.length > 0) {
    return `Needs attention in ${list.format(
      fail.map(row => because(row, 'fail')),
    )}.`;
  }
  const unknown = inMark('unknown');
  if (unknown.length > 0) {
    return `Not all is known of ${list.format(
      unknown.map(row => because(row, 'unknown')),
    )}.`;
  }
  // The one that is still asked may say otherwise.
  if (signalNames.some(name => signals[name].state === 'waiting')) {
    return undefined;
  }
  const running = rows
    .filter(({ mark }) => mark !== 'nothing')
    .map(({ environment }) => environment);
  return running.length > 0
    ? `In order in ${list.format(running)}.`
    : 'Nothing is deployed: no image has been promoted to any environment.';
}

function toWord(name: SignalName): string {
  return signalTitles[name].toLowerCase();
}
