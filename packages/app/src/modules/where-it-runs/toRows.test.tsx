import { Mark } from '@portolan/plugin-answers-react';
import { Said, Signal, Signals } from './signals';
import { summarise } from './summarise';
import { toRows } from './toRows';

const said = (marks: Record<string, Mark>): Signal => ({
  state: 'said',
  said: Object.entries(marks).map(
    ([environment, mark]): Said => ({
      environment,
      name: environment,
      mark,
      content: <span>{mark}</span>,
    }),
  ),
});
const waiting: Signal = { state: 'waiting', said: [] };
const silent: Signal = { state: 'silent', said: [] };

const well = said({ dev: 'pass', prod: 'pass' });
const signalsOf = (changes: Partial<Signals> = {}): Signals => ({
  deployed: well,
  trust: well,
  guardrails: well,
  health: well,
  ...changes,
});

const marksOf = (signals: Signals) =>
  toRows(signals).map(({ environment, mark }) => [environment, mark]);
const sentenceOf = (signals: Signals) => summarise(toRows(signals), signals);

describe('toRows', () => {
  it('has a row for each environment that anything knows, in the order of a change', () => {
    expect(
      marksOf(
        signalsOf({
          deployed: said({ prod: 'pass', staging: 'pass' }),
          trust: said({ perf: 'nothing' }),
        }),
      ),
    ).toEqual([
      ['dev', 'pass'],
      ['staging', 'pass'],
      ['prod', 'pass'],
      ['perf', 'nothing'],
    ]);
  });

  it('marks a row by the worst that is said, and never as passed while somebody is silent', () => {
    expect(
      marksOf(signalsOf({ trust: said({ dev: 'unknown', prod: 'fail' }) })),
    ).toEqual([
      ['dev', 'unknown'],
      ['prod', 'fail'],
    ]);
    expect(marksOf(signalsOf({ health: silent }))).toEqual([
      ['dev', 'unknown'],
      ['prod', 'unknown'],
    ]);
  });
});

describe('toRows, where nothing runs', () => {
  const none = said({ prod: 'nothing' });
  const runningNowhere = { deployed: none, trust: none, guardrails: none };

  it('takes no alerts for no good news, and an alert for what it is', () => {
    const markOf = (mark: Mark) =>
      marksOf({ ...runningNowhere, health: said({ prod: mark }) });
    expect(markOf('pass')).toEqual([['prod', 'nothing']]);
    expect(markOf('fail')).toEqual([['prod', 'fail']]);
  });
});

describe('summarise', () => {
  it('says where attention is needed and by which signal, also while others are asked', () => {
    expect(
      sentenceOf(
        signalsOf({
          deployed: waiting,
          trust: said({ prod: 'fail', dev: 'pass' }),
          health: said({ prod: 'fail', dev: 'unknown' }),
        }),
      ),
    ).toBe('Needs attention in prod (trust and health).');
  });

  it('says that all is in order only when everybody said so', () => {
    expect(sentenceOf(signalsOf())).toBe('In order in dev and prod.');
    expect(sentenceOf(signalsOf({ guardrails: waiting }))).toBeUndefined();
    expect(sentenceOf(signalsOf({ guardrails: silent }))).toBe(
      'Not all is known of dev and prod.',
    );
    expect(sentenceOf(signalsOf({ trust: said({ dev: 'unknown' }) }))).toBe(
      'Not all is known of dev (trust).',
    );
  });

  it('says that nothing is deployed where nothing is', () => {
    const none = said({ dev: 'nothing' });
    expect(
      sentenceOf({
        deployed: none,
        trust: none,
        guardrails: none,
        health: none,
      }),
    ).toMatch(/^Nothing is deployed/);
  });
});
