import { Entity } from '@backstage/catalog-model';
import { Source } from '../argo-cd';
import { anApplication } from '../argo-cd/__testUtils__/FakeArgoCd';
import { summarise, toComponentStates } from './toComponentStates';

function component(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'argocd/app-selector': `backstage.io/kubernetes-id=${name}`,
      },
    },
  };
}

const components = [
  'a-well',
  'b-empty',
  'c-failing',
  'd-unknown',
  'e-absent',
].map(component);

const answer: Source = {
  instance: 'main',
  query: {
    selector:
      'backstage.io/kubernetes-id in (a-well,b-empty,c-failing,d-unknown,e-absent)',
  },
  applications: [
    anApplication('a-well', 'prod'),
    anApplication('a-well', 'dev'),
    anApplication('b-empty', 'dev', { hasWorkload: false }),
    anApplication('c-failing', 'dev'),
    anApplication('c-failing', 'prod', { syncStatus: 'OutOfSync' }),
    anApplication('d-unknown', 'dev', { healthStatus: 'Progressing' }),
  ],
  asOf: '2026-11-24T14:00:00.000Z',
};

describe('toComponentStates', () => {
  it('puts what needs a person on top, and each component with its environments', () => {
    const states = toComponentStates(components, [answer]);

    expect(
      states.map(({ entity, state, environments }) => [
        entity.metadata.name,
        state,
        environments.map(({ name }) => name),
      ]),
    ).toEqual([
      ['c-failing', 'fail', ['dev', 'prod']],
      ['d-unknown', 'unknown', ['dev']],
      ['a-well', 'pass', ['dev', 'prod']],
      ['b-empty', 'nothing', ['dev']],
      ['e-absent', undefined, []],
    ]);
  });

  it('says "not in Argo CD" only when Argo CD said so', () => {
    const absences = (failure?: Source['failure']) =>
      toComponentStates(
        [
          component('a-well'),
          { ...component('by-hand'), metadata: { name: 'by-hand' } },
        ],
        [{ ...answer, applications: [], failure }],
      ).map(({ absence }) => absence);

    expect(absences()).toEqual(['not in Argo CD', 'not in Argo CD']);
    // One of them is not asked for, so that the failure changes nothing there.
    expect(absences({ kind: 'down', message: 'socket hang up' })).toEqual([
      'not known',
      'not in Argo CD',
    ]);
  });

  it('marks what was so when Argo CD last answered', () => {
    const [{ environments }] = toComponentStates(
      [component('a-well')],
      [
        {
          ...answer,
          query: { selector: 'backstage.io/kubernetes-id in (a-well)' },
          failure: { kind: 'down', message: 'connect ECONNREFUSED' },
        },
      ],
    );
    expect(environments.map(({ stale }) => stale)).toEqual([true, true]);
  });
});

describe('summarise', () => {
  const of = (...names: string[]) =>
    toComponentStates(components, [answer]).filter(({ entity }) =>
      names.includes(entity.metadata.name),
    );

  it('does not mislead whoever reads nothing else', () => {
    expect(summarise(of('a-well', 'c-failing', 'd-unknown'))).toBe(
      '1 of 3 needs attention.',
    );
    expect(summarise(of('a-well', 'd-unknown'))).toMatch(
      /^Nothing needs attention; Argo CD can\u2019t tell yet/,
    );
    expect(summarise(of('a-well', 'b-empty'))).toBe('Nothing needs attention.');
    expect(summarise(of('e-absent'))).toBe('How they do is not known.');
  });
});
