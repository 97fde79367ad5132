import { equalJson, isMap } from '../json';
import { isQuantity, quantityNanos } from '../quantity';
import { CelError, Expression } from './expression';

export type Scope = Readonly<Record<string, unknown>>;

/** Calls whose first argument is a name that stands for each element. */
const MACROS = ['all', 'exists', 'exists_one', 'filter', 'map'];

export function evaluateCel(expression: Expression, scope: Scope): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      return readName(expression.name, scope);
    case 'list':
      return expression.items.map(item => evaluateCel(item, scope));
    case 'map':
      return Object.fromEntries(
        expression.entries.map(([key, value]) => [
          String(evaluateCel(key, scope)),
          evaluateCel(value, scope),
        ]),
      );
    case 'select':
      return select(evaluateCel(expression.target, scope), expression.field);
    case 'index':
      return index(
        evaluateCel(expression.target, scope),
        evaluateCel(expression.index, scope),
      );
    case 'unary': {
      const operand = evaluateCel(expression.operand, scope);
      return expression.operator === '!' ? !operand : -Number(operand);
    }
    case 'binary':
      return evaluateBinary(expression, scope);
    case 'conditional':
      return evaluateCel(
        evaluateCel(expression.condition, scope)
          ? expression.then
          : expression.otherwise,
        scope,
      );
    case 'call':
      return evaluateCall(expression, scope);
    default:
      throw new CelError('unknown expression');
  }
}

function readName(name: string, scope: Scope): unknown {
  if (!Object.hasOwn(scope, name)) {
    throw new CelError(`undeclared reference to '${name}'`);
  }
  return scope[name];
}

function select(target: unknown, field: string): unknown {
  const key = unescapeField(field);
  if (!isMap(target) || !Object.hasOwn(target, key)) {
    throw new CelError(`no such key: ${field}`);
  }
  return target[key];
}

/** Rules write `__dash__` and so on for what a CEL name cannot hold. */
function unescapeField(field: string): string {
  return field
    .replaceAll('__dash__', '-')
    .replaceAll('__dot__', '.')
    .replaceAll('__slash__', '/')
    .replace(/^__([a-z]+)__$/, '$1');
}

function index(target: unknown, key: unknown): unknown {
  if (Array.isArray(target)) {
    const position = Number(key);
    if (position < 0 || position >= target.length) {
      throw new CelError(`index out of bounds: ${key}`);
    }
    return target[position];
  }
  return select(target, String(key));
}

function evaluateBinary(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  scope: Scope,
): unknown {
  if (operator === '&&' || operator === '||') {
    return evaluateLogical(operator === '||', [left, right], scope);
  }
  const a = evaluateCel(left, scope);
  const b = evaluateCel(right, scope);
  switch (operator) {
    case '==':
      return equalJson(a, b);
    case '!=':
      return !equalJson(a, b);
    case 'in':
      return Array.isArray(b)
        ? b.some(item => equalJson(item, a))
        : isMap(b) && Object.hasOwn(b, String(a));
    case '+':
      return add(a, b);
    case '-':
      return Number(a) - Number(b);
    case '*':
      return Number(a) * Number(b);
    case '/':
      return divide(Number(a), Number(b));
    case '%':
      return Number(a) % Number(b);
    default:
      return compare(operator, a, b);
  }
}

/** One side that decides makes up for an error on the other. */
function evaluateLogical(
  decisive: boolean,
  sides: readonly Expression[],
  scope: Scope,
): boolean {
  let failure: unknown;
  for (const side of sides) {
    try {
      if (evaluateCel(side, scope) === decisive) return decisive;
    } catch (error) {
      failure = error;
    }
  }
  if (failure) throw failure;
  return !decisive;
}

function add(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  return typeof a === 'string' ? a + String(b) : Number(a) + Number(b);
}

function divide(a: number, b: number): number {
  if (b === 0) throw new CelError('division by zero');
  const isWhole = Number.isInteger(a) && Number.isInteger(b);
  return isWhole ? Math.trunc(a / b) : a / b;
}

function compare(operator: string, a: unknown, b: unknown): boolean {
  const [left, right] =
    typeof a === 'string' && typeof b === 'string'
      ? [a, b]
      : [Number(a), Number(b)];
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left >= right;
  }
}

type Call = Extract<Expression, { kind: 'call' }>;

function evaluateCall(call: Call, scope: Scope): unknown {
  if (!call.target && call.name === 'has') return evaluateHas(call, scope);
  if (call.target && MACROS.includes(call.name)) {
    return evaluateMacro(call, scope);
  }
  const values = call.arguments.map(argument => evaluateCel(argument, scope));
  return call.target
    ? callMethod(call.name, evaluateCel(call.target, scope), values)
    : callFunction(call.name, values);
}

function evaluateHas({ arguments: [path] }: Call, scope: Scope): boolean {
  if (path?.kind !== 'select') throw new CelError('has() needs a field');
  const owner = evaluateCel(path.target, scope);
  return isMap(owner) && Object.hasOwn(owner, unescapeField(path.field));
}

function evaluateMacro(call: Call, scope: Scope): unknown {
  const [variable, ...steps] = call.arguments;
  if (variable?.kind !== 'name' || !call.target) {
    throw new CelError(`${call.name}() needs a variable`);
  }
  const range = evaluateCel(call.target, scope);
  const items = Array.isArray(range) ? range : Object.keys(range ?? {});
  const withItem = (step: Expression) => (item: unknown) =>
    evaluateCel(step, { ...scope, [variable.name]: item });
  const test = withItem(steps[0]);
  switch (call.name) {
    case 'all':
      return items.every(item => test(item));
    case 'exists':
      return items.some(item => test(item));
    case 'exists_one':
      return items.filter(item => test(item)).length === 1;
    case 'filter':
      return items.filter(item => test(item));
    default:
      return steps.length === 2
        ? items.filter(item => test(item)).map(withItem(steps[1]))
        : items.map(test);
  }
}

function callFunction(name: string, [value, ...rest]: unknown[]): unknown {
  switch (name) {
    case 'size':
      return size(value);
    case 'int':
      return Math.trunc(Number(value));
    case 'double':
      return Number(value);
    case 'string':
      return String(value);
    case 'type':
      return Array.isArray(value) ? 'list' : typeof value;
    case 'isQuantity':
      return isQuantity(value);
    case 'quantity':
      return Number(quantityNanos(String(value)));
    default:
      throw new CelError(
        `undeclared function '${name}' with ${rest.length + 1} arguments`,
      );
  }
}

function callMethod(
  name: string,
  target: unknown,
  [argument, second]: unknown[],
): unknown {
  const text = String(target);
  switch (name) {
    case 'size':
      return size(target);
    case 'startsWith':
      return text.startsWith(String(argument));
    case 'endsWith':
      return text.endsWith(String(argument));
    case 'contains':
      return text.includes(String(argument));
    case 'matches':
      return new RegExp(String(argument)).test(text);
    case 'lowerAscii':
      return text.toLowerCase();
    case 'upperAscii':
      return text.toUpperCase();
    case 'trim':
      return text.trim();
    case 'split':
      return text.split(String(argument));
    case 'replace':
      return text.replaceAll(String(argument), String(second));
    case 'indexOf':
      return text.indexOf(String(argument));
    case 'substring':
      return text.substring(
        Number(argument),
        second === undefined ? undefined : Number(second),
      );
    case 'join':
      return toList(target).join(String(argument ?? ''));
    case 'isSorted':
      return toList(target).every(
        (item, at, items) => at === 0 || compare('<=', items[at - 1], item),
      );
    case 'sum':
      return toList(target).reduce<number>(
        (sum, item) => sum + Number(item),
        0,
      );
    case 'min':
      return Math.min(...toList(target).map(Number));
    case 'max':
      return Math.max(...toList(target).map(Number));
    default:
      throw new CelError(`undeclared method '${name}'`);
  }
}

function toList(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new CelError('a list is expected');
  return value;
}

function size(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  if (isMap(value)) return Object.keys(value).length;
  throw new CelError('size() needs a string, a list or a map');
}
