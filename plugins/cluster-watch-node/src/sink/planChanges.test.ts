import { Incoming, planChanges, StoredObject } from './planChanges';

const kept = (name: string, hash: string, uid = `uid-${name}`): Incoming => ({
  key: `shop/${name}`,
  identity: { namespace: 'shop', name, uid },
  result: 'kept',
  row: { says: hash },
  hash,
});
const rejected = (name: string): Incoming => ({
  key: `shop/${name}`,
  identity: { namespace: 'shop', name, uid: `uid-${name}` },
  result: 'rejected',
  rejection: 'has no digest',
});
const gone = (name: string): Incoming => ({
  key: `shop/${name}`,
  result: 'gone',
});

const stored = (name: string, hash: string): StoredObject => ({
  key: `shop/${name}`,
  uid: `uid-${name}`,
  hash,
});
const plan = (incoming: Incoming[], before: StoredObject[] = []) =>
  planChanges(incoming, new Map(before.map(row => [row.key, row])));

const nothing = { deletes: [], upserts: [], put: [], remove: [] };
const a = { namespace: 'shop', name: 'a', uid: 'uid-a' };

describe('planChanges', () => {
  it('writes what is new and what says something new', () => {
    expect(
      plan([kept('a', '2'), kept('b', '1')], [stored('a', '1')]),
    ).toMatchObject({
      deletes: [],
      upserts: [
        { ...a, row: { says: '2' } },
        { name: 'b', row: { says: '1' } },
      ],
      put: [stored('a', '2'), stored('b', '1')],
    });
  });

  it('writes nothing of what says the same, is unknown and gone, or was rejected for the same reason', () => {
    expect(plan([kept('a', '1')], [stored('a', '1')])).toEqual(nothing);
    expect(plan([gone('a')])).toEqual(nothing);
    expect(
      plan(
        [rejected('a')],
        [{ ...stored('a', ''), rejection: 'has no digest' }],
      ),
    ).toEqual(nothing);
  });

  it('lets only the last word on an object count', () => {
    expect(
      plan([kept('a', '2'), gone('a'), kept('a', '1')], [stored('a', '1')]),
    ).toEqual(nothing);
    expect(plan([kept('a', '2'), gone('a')], [stored('a', '1')])).toEqual({
      ...nothing,
      deletes: [a],
      remove: ['shop/a'],
    });
  });

  it('takes an object that was made anew under its name for another one', () => {
    expect(
      plan([gone('a'), kept('a', '1', 'second')], [stored('a', '1')]),
    ).toMatchObject({
      deletes: [a],
      upserts: [{ ...a, uid: 'second' }],
      put: [{ key: 'shop/a', uid: 'second' }],
      remove: [],
    });
  });

  it('takes a rejected object away and remembers why', () => {
    expect(plan([rejected('a')], [stored('a', '1')])).toEqual({
      ...nothing,
      deletes: [a],
      put: [{ ...stored('a', ''), rejection: 'has no digest' }],
    });
  });

  it('does not delete twice what was rejected before', () => {
    const before = { ...stored('a', ''), rejection: 'has no digest' };
    expect(plan([gone('a')], [before])).toEqual({
      ...nothing,
      remove: ['shop/a'],
    });
    expect(plan([kept('a', '1')], [before])).toMatchObject({
      deletes: [],
      upserts: [a],
    });
  });
});
