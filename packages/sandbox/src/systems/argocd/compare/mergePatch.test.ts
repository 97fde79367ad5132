import { JsonObject } from './json';
import { applyMergePatch, createMergePatch } from './mergePatch';

describe('createMergePatch', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject | undefined]>([
    ['nothing', { a: { b: 1 } }, { a: { b: 1 } }, undefined],
    ['a new field', { a: 1 }, { a: 1, b: 2 }, { b: 2 }],
    ['a removed field', { a: 1, b: 2 }, { a: 1 }, { b: null }],
    [
      'a nested change',
      { a: { b: 1, c: 1 } },
      { a: { b: 2, c: 1 } },
      { a: { b: 2 } },
    ],
    ['a list as a whole', { a: [1, 2] }, { a: [1, 3] }, { a: [1, 3] }],
    ['an object that became a text', { a: { b: 1 } }, { a: 'x' }, { a: 'x' }],
    [
      'an undefined field like an absent one',
      { a: 1 },
      { a: 1, b: undefined },
      undefined,
    ],
  ])('finds %s', (_, from, to, patch) => {
    expect(createMergePatch(from, to)).toEqual(patch);
  });

  it('is undone by nothing: applying it gives the target', () => {
    const from = { keep: 1, change: { a: 1, b: [1] }, drop: { x: 1 } };
    const to = { keep: 1, change: { a: 2, b: [2, 3], c: {} } };

    expect(applyMergePatch(from, createMergePatch(from, to))).toEqual(to);
  });
});

describe('applyMergePatch', () => {
  it('leaves the target as it was', () => {
    const target = { a: { b: 1 } };

    applyMergePatch(target, { a: { b: null, c: 2 } });

    expect(target).toEqual({ a: { b: 1 } });
  });
});
