import { Mark } from '@portolan/plugin-answers-react';
import { compareEnvironments } from '../argo-cd';
import { Said, SignalName, signalNames, Signals } from './signals';

export type Row = {
  environment: string;
  /** What each signal says of it; more than one where it runs in several places. */
  cells: Readonly<Record<SignalName, readonly Said[]>>;
  /** The worst of its cells. */
  mark: Mark;
};

const worstFirst: readonly Mark[] = [
  'fail',
  'unknown',
  'pass with exception',
  'warning',
  'pass',
  'nothing',
];

/** One row for each environment that any signal knows, in the order in which a change goes through them. */
export function toRows(signals: Signals): Row[] {
  const environments = new Set(
    signalNames.flatMap(name =>
      signals[name].said.map(({ environment }) => environment),
    ),
  );
  return [...environments].sort(compareEnvironments).map(environment => {
    const of = (name: SignalName) =>
      signals[name].said.filter(said => said.environment === environment);
    const cells = {
      deployed: of('deployed'),
      trust: of('trust'),
      guardrails: of('guardrails'),
      health: of('health'),
    };
    const marks = [
      ...signalNames.flatMap(name =>
        // That nothing raises an alarm is no good news where nothing runs.
        name === 'health' && runsNowhere(cells)
          ? cells[name].flatMap(({ mark }) => (mark === 'pass' ? [] : mark))
          : cells[name].map(({ mark }) => mark),
      ),
      // Who says nothing may have something to say.
      ...signalNames.flatMap(name =>
        signals[name].state === 'silent' ? (['unknown'] as const) : [],
      ),
    ];
    const mark = worstFirst.find(each => marks.includes(each)) ?? 'nothing';
    return { environment, cells, mark };
  });
}

/** As everybody says who would know. */
function runsNowhere({ deployed, trust, guardrails }: Row['cells']): boolean {
  const said = [...deployed, ...trust, ...guardrails];
  return said.length > 0 && said.every(({ mark }) => mark === 'nothing');
}
