import type { Expression, ValueType } from './ast';
import { functions } from './functions';

export function typeOf(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'selector':
      return expression.rangeMs === undefined
        ? 'instant vector'
        : 'range vector';
    case 'call':
      return functions.get(expression.name)!.returns;
    case 'aggregation':
      return 'instant vector';
    default:
      return typeOf(expression.left) === 'scalar' &&
        typeOf(expression.right) === 'scalar'
        ? 'scalar'
        : 'instant vector';
  }
}
