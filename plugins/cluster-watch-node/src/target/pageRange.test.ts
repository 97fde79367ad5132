import { pageRange } from './pageRange';

describe('pageRange', () => {
  it('speaks for all keys over all pages, each once', () => {
    expect([
      pageRange(['a/1', 'a/2'], { isLast: false }),
      pageRange(['a-b/1', 'a/3'], { after: 'a-b/0', isLast: false }),
      pageRange([], { after: 'a/3', isLast: false }),
      pageRange(['b/1'], { after: 'a/3', isLast: true }),
    ]).toEqual([
      { order: 'ascending', range: { after: undefined, to: 'a/2' } },
      { order: 'ascending', range: { after: 'a-b/0', to: 'a/3' } },
      { order: 'ascending', range: { after: 'a/3', to: 'a/3' } },
      { order: 'ascending', range: { after: 'a/3', to: undefined } },
    ]);
  });

  it('speaks for nothing with a first page that is empty', () => {
    expect(pageRange([], { isLast: false })).toEqual({
      order: 'ascending',
      range: { after: undefined, to: '' },
    });
  });

  it('lets one page have any order', () => {
    expect(pageRange(['b', 'a'], { isLast: true })).toEqual({
      order: 'ascending',
      range: {},
    });
  });

  it.each([
    ['within a page', ['b', 'a'], undefined],
    ['between pages', ['a', 'b'], 'c'],
    ['twice the same', ['a', 'b'], 'a'],
  ])('notices that pages have no order: %s', (_, keys, after) => {
    expect(pageRange(keys, { after, isLast: false })).toEqual({
      order: 'unordered',
    });
  });
});
