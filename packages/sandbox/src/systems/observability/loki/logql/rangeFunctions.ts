/** What one function makes of the lines, or unwrapped values, of a range. */
type RangeFunction = (values: number[], rangeMs: number) => number;

const sum = (values: number[]) =>
  values.reduce((total, value) => total + value, 0);

export const rangeFunctions: ReadonlyMap<string, RangeFunction> = new Map([
  ['count_over_time', values => values.length],
  ['rate', (values, rangeMs) => values.length / (rangeMs / 1000)],
  ['sum_over_time', sum],
  ['avg_over_time', values => sum(values) / values.length],
  ['max_over_time', values => Math.max(...values)],
  ['min_over_time', values => Math.min(...values)],
]);
