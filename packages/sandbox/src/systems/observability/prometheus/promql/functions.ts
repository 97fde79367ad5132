import type { ValueType } from './ast';

type Signature = { args: ValueType[]; returns: ValueType };

const overRange: Signature = {
  args: ['range vector'],
  returns: 'instant vector',
};
const ofVector: Signature = {
  args: ['instant vector'],
  returns: 'instant vector',
};

/** What each function takes and gives. */
export const functions: ReadonlyMap<string, Signature> = new Map([
  ...[
    'rate',
    'increase',
    'delta',
    'changes',
    'avg_over_time',
    'count_over_time',
    'last_over_time',
    'max_over_time',
    'min_over_time',
    'sum_over_time',
  ].map((name): [string, Signature] => [name, overRange]),
  ['abs', ofVector],
  ['ceil', ofVector],
  ['floor', ofVector],
  ['round', ofVector],
  ['sort', ofVector],
  ['sort_desc', ofVector],
  ['absent', ofVector],
  ['scalar', { args: ['instant vector'], returns: 'scalar' }],
  ['vector', { args: ['scalar'], returns: 'instant vector' }],
  ['time', { args: [], returns: 'scalar' }],
  [
    'label_replace',
    {
      args: ['instant vector', 'string', 'string', 'string', 'string'],
      returns: 'instant vector',
    },
  ],
]);

type Values = Array<{ timeMs: number; value: number }>;
type OverRange = (
  points: Values,
  range: { timeMs: number; rangeMs: number },
) => number | undefined;

const sum = (points: Values) =>
  points.reduce((total, { value }) => total + value, 0);

/** What becomes of a range of one series; nothing when it has too few points. */
export const rangeFunctions: Record<string, OverRange> = {
  rate: (points, range) => {
    const increase = extrapolate(points, range);
    return increase === undefined
      ? undefined
      : increase / (range.rangeMs / 1000);
  },
  increase: extrapolate,
  delta: points =>
    points.length < 2
      ? undefined
      : points[points.length - 1].value - points[0].value,
  changes: points =>
    points.filter(({ value }, i) => i > 0 && value !== points[i - 1].value)
      .length,
  avg_over_time: points => sum(points) / points.length,
  count_over_time: points => points.length,
  last_over_time: points => points[points.length - 1].value,
  max_over_time: points => Math.max(...points.map(({ value }) => value)),
  min_over_time: points => Math.min(...points.map(({ value }) => value)),
  sum_over_time: sum,
};

/**
 * How much a counter grew in a range, resets counted, stretched to the ends of
 * the range as Prometheus does (promql/functions.go, extrapolatedRate).
 */
function extrapolate(
  points: Values,
  range: { timeMs: number; rangeMs: number },
): number | undefined {
  if (points.length < 2) return undefined;
  const first = points[0];
  const last = points[points.length - 1];
  const growth = points.reduce(
    (total, { value }, i) =>
      i > 0 && value < points[i - 1].value
        ? total + points[i - 1].value
        : total,
    last.value - first.value,
  );
  const sampledMs = last.timeMs - first.timeMs;
  const betweenMs = sampledMs / (points.length - 1);
  const reach = (ms: number) => (ms >= betweenMs * 1.1 ? betweenMs / 2 : ms);
  let toStartMs = reach(first.timeMs - (range.timeMs - range.rangeMs));
  if (growth > 0 && first.value >= 0) {
    // A counter is never below zero: it began at the earliest when it was zero.
    toStartMs = Math.min(toStartMs, sampledMs * (first.value / growth));
  }
  const toEndMs = reach(range.timeMs - last.timeMs);
  return growth * ((sampledMs + toStartMs + toEndMs) / sampledMs);
}
