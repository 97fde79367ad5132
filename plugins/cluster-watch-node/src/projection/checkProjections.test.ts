import { checkProjections } from './checkProjections';
import { WatchedKind } from './WatchedKind';

const check = (...kinds: Array<Partial<WatchedKind>>) =>
  checkProjections(
    kinds.map(kind => ({
      kind: {
        id: 'pods',
        group: 'example.dev',
        versions: ['v1'],
        plural: 'pods',
        ...kind,
      },
      revision: 1,
      project: () => undefined,
      apply: async () => {},
    })),
  );

describe('checkProjections', () => {
  it('takes what can be watched', () => {
    expect(() =>
      check({}, { id: 'core-pods', group: '', namespaces: ['a', 'b'] }),
    ).not.toThrow();
  });

  it.each([
    [[{}, {}], '"pods" is declared twice'],
    [[{ id: 'Pods' }], 'its id must be lower case'],
    [[{ plural: 'a/b' }], '"a/b" is no group, version, plural or namespace'],
    [[{ group: '..' }], '".." is no group'],
    [[{ namespaces: [''] }], '"" is no group, version, plural or namespace'],
    [[{ namespaces: ['a', 'a'] }], 'each namespace once'],
  ])('names what it refuses', (kinds, message) => {
    expect(() => check(...kinds)).toThrow(message);
  });
});
