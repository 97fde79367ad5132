import type { Grouping } from '../../query/aggregate';
import type { Matcher } from '../../query/labels';
import type { Arithmetic, Comparing } from '../../query/numbers';

export type ValueType = 'scalar' | 'string' | 'instant vector' | 'range vector';

/** Where an expression begins in the text. */
type Placed = { at: number };

export type Expression = Placed &
  (
    | { kind: 'number'; value: number }
    | { kind: 'string'; value: string }
    | { kind: 'selector'; matchers: Matcher[]; rangeMs?: number }
    | { kind: 'call'; name: string; args: Expression[] }
    | {
        kind: 'aggregation';
        op: string;
        of: Expression;
        parameter?: Expression;
        grouping?: Grouping;
      }
    | {
        kind: 'binary';
        op: Arithmetic | Comparing | SetOperator;
        left: Expression;
        right: Expression;
        matching?: Matching;
        /** Comparisons give 0 or 1 and drop nothing. */
        bool: boolean;
      }
  );

export type SetOperator = 'and' | 'or' | 'unless';
export type Matching = { on: boolean; labels: string[] };
