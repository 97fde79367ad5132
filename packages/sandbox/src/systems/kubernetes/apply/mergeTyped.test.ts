import { createSchemas } from '../schema';
import { mergeTyped } from './mergeTyped';

const spec = createSchemas()
  .typeOf({ group: '', version: 'v1', kind: 'Pod' })
  ?.field('spec');

function order(live: string, applied: string): string {
  if (!spec) throw new Error('a Pod has a spec');
  const containers = (names: string) => ({
    containers: [...names].map(name => ({ name })),
  });
  const merged = mergeTyped(spec, containers(live), containers(applied));
  return (merged as ReturnType<typeof containers>).containers
    .map(({ name }) => name)
    .join('');
}

describe('merged lists', () => {
  it.each([
    ['abc', 'abc', 'abc'],
    ['abc', 'cba', 'cba'],
    ['abc', '', 'abc'],
    ['', 'ab', 'ab'],
    ['axb', 'ab', 'axb'],
    ['ab', 'axb', 'axb'],
    ['xaby', 'ba', 'xbya'],
    ['abc', 'bd', 'abcd'],
  ])('live %s with applied %s is %s', (live, applied, expected) => {
    expect(order(live, applied)).toBe(expected);
  });

  it('hold every item once', () => {
    const names = ['abcd', 'dcba', 'badc', 'xay', 'c', 'ybx', ''];
    for (const live of names) {
      for (const applied of names) {
        expect([...order(live, applied)].sort()).toEqual(
          [...new Set([...live, ...applied])].sort(),
        );
      }
    }
  });
});
