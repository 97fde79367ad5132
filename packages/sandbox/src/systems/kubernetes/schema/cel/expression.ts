/** The syntax tree of the part of CEL that validation rules are written in. */
export type Expression =
  | { kind: 'literal'; value: unknown }
  | { kind: 'name'; name: string }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'map'; entries: [Expression, Expression][] }
  | { kind: 'select'; target: Expression; field: string }
  | { kind: 'index'; target: Expression; index: Expression }
  | {
      kind: 'call';
      target?: Expression;
      name: string;
      arguments: Expression[];
    }
  | { kind: 'unary'; operator: '!' | '-'; operand: Expression }
  | {
      kind: 'binary';
      operator: string;
      left: Expression;
      right: Expression;
    }
  | {
      kind: 'conditional';
      condition: Expression;
      then: Expression;
      otherwise: Expression;
    };

/** A rule that is no CEL, or uses a part of it that is not supported here. */
export class CelError extends Error {}
