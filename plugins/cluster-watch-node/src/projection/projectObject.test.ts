import { JsonObject } from '@backstage/types';
import { KubernetesObject } from './KubernetesObject';
import { projectObject } from './projectObject';

const object: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'shop', uid: 'u', resourceVersion: '1' },
};

const project = (
  row: JsonObject | undefined | Error,
  options: { revision?: number } = {},
) =>
  projectObject(
    {
      kind: { id: 'pods', group: '', versions: ['v1'], plural: 'pods' },
      revision: options.revision ?? 1,
      project: () => {
        if (row instanceof Error) throw row;
        return row;
      },
      apply: async () => {},
    },
    object,
    { cluster: 'prod' },
  );

const hashOf = (row: JsonObject, revision?: number) => {
  const result = project(row, { revision });
  return result.result === 'kept' ? result.hash : result.result;
};

describe('projectObject', () => {
  it('names the object and what is kept of it', () => {
    expect(project({ a: 1 })).toEqual({
      key: 'shop/a',
      identity: { namespace: 'shop', name: 'a', uid: 'u' },
      result: 'kept',
      row: { a: 1 },
      hash: expect.stringMatching(/^[\w-]{22}$/),
    });
    expect(project(undefined)).toMatchObject({ result: 'ignored' });
  });

  it('has one hash for one content, in whatever order', () => {
    const one = hashOf({ a: 1, b: [{ c: 'x', d: null }], e: undefined });
    expect(hashOf({ b: [{ d: null, c: 'x' }], a: 1 })).toBe(one);
  });

  it.each([
    ['another value', { a: 2 }],
    ['another type', { a: '1' }],
    ['another name', { b: 1 }],
    ['a list for an object', { a: [1] }],
    ['null for nothing', { a: null }],
  ])('has another hash for %s', (_, row) => {
    expect(hashOf(row)).not.toBe(hashOf({ a: 1 }));
  });

  it('has another hash for another revision', () => {
    expect(hashOf({ a: 1 }, 2)).not.toBe(hashOf({ a: 1 }, 1));
  });

  it('rejects what makes no sense, and what no database can store', () => {
    expect(project(new Error('has no digest'))).toMatchObject({
      result: 'rejected',
      rejection: 'has no digest',
    });
    for (const text of ['a\0b', 'half of a pair \ud83d']) {
      expect(project({ list: [{ text }] })).toMatchObject({
        result: 'rejected',
        rejection: 'holds text that no database can store',
      });
      expect(project({ [text]: 1 }).result).toBe('rejected');
      expect(JSON.stringify(project(new Error(text)))).toContain('\uFFFD');
    }
    expect(project({ text: 'a whole pair 😀 \\u0000' }).result).toBe('kept');
  });
});
