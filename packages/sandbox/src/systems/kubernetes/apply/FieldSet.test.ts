import { FieldPath, FieldSet } from './FieldSet';

/** A reproducible stream of numbers below a bound. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const STEPS = ['f:a', 'f:b', 'k:{"name":"x"}', 'v:"y"'];

function randomSet(next: (below: number) => number): FieldSet {
  const paths: FieldPath[] = Array.from({ length: next(6) }, () =>
    Array.from({ length: 1 + next(3) }, () => STEPS[next(STEPS.length)]),
  );
  return FieldSet.fromPaths(paths);
}

const key = (path: FieldPath) => path.join('/');
const keys = (set: FieldSet) => new Set(set.paths().map(key));

describe('field sets', () => {
  const next = randomNumbers(42);
  const pairs = Array.from({ length: 200 }, () => [
    randomSet(next),
    randomSet(next),
  ]);

  it('behave as sets of paths', () => {
    for (const [left, right] of pairs) {
      const [a, b] = [keys(left), keys(right)];
      expect(keys(left.union(right))).toEqual(new Set([...a, ...b]));
      expect(keys(left.intersection(right))).toEqual(
        new Set([...a].filter(one => b.has(one))),
      );
      expect(keys(left.difference(right))).toEqual(
        new Set([...a].filter(one => !b.has(one))),
      );
    }
  });

  it('survive being written as fieldsV1 and read again', () => {
    for (const [set] of pairs) {
      const json = JSON.parse(JSON.stringify(set.toFieldsV1()));
      expect(FieldSet.fromFieldsV1(json).equals(set)).toBe(true);
    }
  });

  it('lose whole branches with `without`', () => {
    for (const [left, right] of pairs) {
      const removed = right.paths().map(key);
      const kept = left
        .paths()
        .map(key)
        .filter(path =>
          removed.every(one => path !== one && !path.startsWith(`${one}/`)),
        );
      expect(keys(left.without(right))).toEqual(new Set(kept));
    }
  });

  it('write leaves, items and branches as the API does', () => {
    const set = FieldSet.fromPaths([
      ['f:labels'],
      ['f:labels', 'f:app'],
      ['f:spec', 'f:replicas'],
    ]);
    expect(set.toFieldsV1()).toEqual({
      'f:labels': { '.': {}, 'f:app': {} },
      'f:spec': { 'f:replicas': {} },
    });
  });
});
