import { compare } from './compare';
import { Bindings } from './placeholders';
import { Json } from './Scenario';

function differences(
  expected: Json,
  actual: Json,
  options: { partial?: boolean } = {},
): string[] {
  return compare(expected, actual, { bindings: Bindings.from({}), ...options })
    .differences;
}

describe('compare', () => {
  it('says each difference with its place', () => {
    expect(
      differences(
        { a: 1, b: [{ c: 'x' }], d: null, gone: true },
        { a: 2, b: [{ c: 'y' }], d: null, more: [] },
      ),
    ).toEqual([
      'body/a: expected 1, got 2',
      'body/b/0/c: expected "x", got "y"',
      'body/gone: missing',
      'body/more: not expected, got []',
    ]);
  });

  it('compares lists by position and length', () => {
    expect(differences({ list: ['a', 'b'] }, { list: ['b'] })).toEqual([
      'body/list: expected 2 items, got 1',
      'body/list/0: expected "a", got "b"',
    ]);
  });

  it('allows further keys where something was cut, and below', () => {
    const expected = { $trimmed: 'some fields', a: { b: 1 } };

    expect(differences(expected, { a: { b: 1, c: 2 }, d: 3 })).toEqual([]);
    expect(differences(expected, { a: { b: 2 } })).toHaveLength(1);
    expect(differences({ list: [{ $trimmed: 'all' }] }, { list: [] })).toEqual(
      [],
    );
  });

  it('takes an answer that was recorded in part for a subset', () => {
    const expected = { groups: [{ name: 'b' }], paths: { x: 1 } };
    const actual = {
      groups: [{ name: 'a' }, { name: 'b' }],
      paths: { x: 1, y: 2 },
    };

    expect(differences(expected, actual)).not.toEqual([]);
    expect(differences(expected, actual, { partial: true })).toEqual([]);
    expect(
      differences({ groups: [{ name: 'c' }] }, actual, { partial: true }),
    ).toHaveLength(1);
  });

  it('compares managedFields only where they were recorded', () => {
    const actual = { metadata: { managedFields: [{ manager: 'a' }] } };

    expect(differences({ metadata: {} }, actual)).toEqual([]);
    expect(
      differences({ metadata: { managedFields: [{ manager: 'b' }] } }, actual),
    ).toHaveLength(1);
  });

  it('holds a list to its items, not to its own version', () => {
    const list = (own: string, item: string): Json => ({
      kind: 'PodList',
      metadata: { resourceVersion: own },
      items: [{ metadata: { name: 'a', resourceVersion: item } }],
    });
    const bindings = Bindings.from({
      'resourceVersion-1': '5',
      'resourceVersion-2': '6',
    });
    const expected = list('{{resourceVersion-2}}', '{{resourceVersion-1}}');

    expect(
      compare(expected, list('99', '5'), { bindings }).differences,
    ).toEqual([]);
    expect(
      compare(expected, list('99', '4'), { bindings }).differences,
    ).toHaveLength(1);
  });

  it('compares the causes of a 422 as a set, and so its message', () => {
    const status = (...fields: string[]): Json => ({
      kind: 'Status',
      message: `x is invalid: [${fields.map(f => `${f}: bad`).join(', ')}]`,
      details: { causes: fields.map(field => ({ field })) },
    });

    expect(differences(status('a', 'b'), status('b', 'a'))).toEqual([]);
    expect(differences(status('a', 'b'), status('b', 'c'))).not.toEqual([]);
  });

  it('pairs items whose names the server made up, by content', () => {
    const pods = (...items: Array<[string, string]>): Json => ({
      items: items.map(([name, phase]) => ({ metadata: { name }, phase })),
    });
    const expected = pods(['{{pod-1}}', 'Running'], ['{{pod-2}}', 'Pending']);

    const result = compare(
      expected,
      pods(['web-a', 'Pending'], ['web-b', 'Running']),
      { bindings: Bindings.from({}) },
    );
    expect(result.differences).toEqual([]);
    expect(result.bindings.get('pod-1')).toBe('web-b');

    expect(
      differences(expected, pods(['web-a', 'Failed'], ['web-b', 'Running'])),
    ).toEqual(['body/items/1/phase: expected "Pending", got "Failed"']);
  });

  it('tries another pairing when the first one leads nowhere', () => {
    const nodes = (...owners: string[][]): Json => ({
      nodes: owners.map(([uid, owner]) => ({ uid, owner })),
    });

    expect(
      differences(
        nodes(['{{a}}', 'x'], ['{{b}}', '{{a}}']),
        nodes(['2', 'x'], ['3', '1'], ['1', 'x']),
      ),
    ).toEqual(['body/nodes: expected 2 items, got 3']);
  });

  it('keeps what it bound for the next comparison', () => {
    const first = compare(
      { sha: '{{sha-1}}' },
      { sha: 'abc' },
      {
        bindings: Bindings.from({}),
      },
    );

    expect(
      compare('at {{sha-1}}', 'at abd', { bindings: first.bindings, path: 'x' })
        .differences,
    ).toEqual(['x: expected "at abc", got "at abd"']);
  });
});
