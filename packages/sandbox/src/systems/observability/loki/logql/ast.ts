import type { Grouping } from '../../query/aggregate';
import type { Matcher } from '../../query/labels';
import type { Arithmetic, Comparing } from '../../query/numbers';

export type LineFilter = {
  kind: 'line';
  op: '|=' | '!=' | '|~' | '!~';
  text: string;
};

export type LabelFilter = {
  kind: 'label';
  name: string;
  op: Matcher['op'] | Comparing;
  /** A number compares numbers; durations are seconds. */
  value: string | number;
};

export type Stage =
  | LineFilter
  | LabelFilter
  | { kind: 'json'; fields: Array<{ name: string; path: string }> }
  | { kind: 'logfmt' }
  | { kind: 'line_format'; template: string }
  | { kind: 'keep' | 'drop'; names: string[] }
  | { kind: 'unwrap'; name: string };

export type LogQuery = { kind: 'logs'; matchers: Matcher[]; stages: Stage[] };

export type MetricQuery =
  | { kind: 'number'; value: number }
  | {
      kind: 'range';
      fn: string;
      logs: LogQuery;
      rangeMs: number;
      grouping?: Grouping;
    }
  | {
      kind: 'aggregation';
      op: string;
      of: MetricQuery;
      grouping?: Grouping;
      parameter?: number;
    }
  | { kind: 'binary'; op: Arithmetic; left: MetricQuery; right: MetricQuery };

export type Query = LogQuery | MetricQuery;
