import { compareKeys } from '../projection/objectKey';
import { KeyRange } from '../sink/ObjectIndex';

/**
 * The range of keys for which a page of a list speaks: from the end of the page before it
 * to its own last key, and to the end of all keys on the last page. What is stored in that
 * range and not on the page is gone.
 *
 * API servers read lists from their storage in the order of keys, and a continue token says
 * from which key to go on. Servers behind them (aggregation) may do as they like, hence
 * `unordered`. A list on one page may have any order.
 *
 * @param keys - of the page, in its order
 */
export function pageRange(
  keys: readonly string[],
  options: { after?: string; isLast: boolean },
): { order: 'ascending'; range: KeyRange } | { order: 'unordered' } {
  const { after, isLast } = options;
  if (after === undefined && isLast) return { order: 'ascending', range: {} };
  const sequence = after === undefined ? keys : [after, ...keys];
  const ascending = sequence.every(
    (key, index) => index === 0 || compareKeys(sequence[index - 1], key) < 0,
  );
  if (!ascending) return { order: 'unordered' };
  // An empty page that is not the last one speaks for nothing.
  const to = isLast ? undefined : keys[keys.length - 1] ?? after ?? '';
  return { order: 'ascending', range: { after, to } };
}
