import { aggregations, Grouping } from '../../query/aggregate';
import { parseDuration } from '../../query/durations';
import {
  isUnbounded,
  Matcher,
  PatternError,
  toRegExp,
} from '../../query/labels';
import { PrometheusError } from '../PrometheusError';
import { Expression, Matching, ValueType } from './ast';
import { Cursor } from './Cursor';
import { functions } from './functions';
import { typeOf } from './typeOf';

/** From the weakest binding to the strongest. */
const levels = [
  /^or\b/,
  /^(and|unless)\b/,
  /^(==|!=|<=|>=|<|>)/,
  /^[+-]/,
  /^[*/%]/,
  /^\^/,
];
const identifier = /^[A-Za-z_:][A-Za-z0-9_:]*/;

/** @throws PrometheusError in the words of Prometheus's parser */
export function parseExpression(text: string): Expression {
  const cursor = new Cursor(text);
  if (cursor.atEnd) {
    throw new PrometheusError(
      'unknown position: parse error: no expression found in input',
    );
  }
  const expression = parseLevel(cursor, 0);
  if (!cursor.atEnd) {
    if (cursor.peek(/^\)/)) cursor.fail("unexpected right parenthesis ')'");
    cursor.fail(`unexpected ${JSON.stringify(cursor.peek(/^\S+/))}`);
  }
  return expression;
}

/** Only `name{…}`, as the metadata endpoints take it. */
export function parseSelector(text: string): Matcher[] {
  const expression = parseExpression(text);
  if (expression.kind !== 'selector') {
    throw new PrometheusError(`${text} is not a selector`);
  }
  return expression.matchers;
}

function parseLevel(cursor: Cursor, level: number): Expression {
  if (level === levels.length) return parseUnary(cursor);
  let left = parseLevel(cursor, level + 1);
  for (;;) {
    const op = cursor.take(levels[level]);
    if (!op) return left;
    const bool = Boolean(cursor.take(/^bool\b/));
    const matching = parseMatching(cursor);
    const right = parseLevel(cursor, level + 1);
    left = {
      kind: 'binary',
      at: left.at,
      op: op as '+',
      left,
      right,
      matching,
      bool,
    };
  }
}

function parseMatching(cursor: Cursor): Matching | undefined {
  const word = cursor.take(/^(on|ignoring)\b(?=\s*\()/);
  return word ? { on: word === 'on', labels: parseNames(cursor) } : undefined;
}

function parseNames(cursor: Cursor): string[] {
  if (!cursor.take(/^\(/)) cursor.fail('unexpected token, expected "("');
  const names: string[] = [];
  while (!cursor.take(/^\)/)) {
    names.push(
      cursor.take(identifier) ?? cursor.fail('unexpected token in grouping'),
    );
    cursor.take(/^,/);
  }
  return names;
}

function parseUnary(cursor: Cursor): Expression {
  const at = cursor.position;
  if (!cursor.take(/^-/)) return parsePrimary(cursor);
  const of = parsePrimary(cursor);
  return {
    kind: 'binary',
    at,
    op: '*',
    left: { kind: 'number', at, value: -1 },
    right: of,
    bool: false,
  };
}

function parsePrimary(cursor: Cursor): Expression {
  const at = cursor.position;
  if (cursor.take(/^\(/)) {
    const inner = parseLevel(cursor, 0);
    closeParenthesis(cursor);
    return inner;
  }
  const number = cursor.take(/^\d+(\.\d+)?(e[+-]?\d+)?(?![a-z])/i);
  if (number) return { kind: 'number', at, value: Number(number) };
  const text = cursor.take(/^("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/);
  if (text) return { kind: 'string', at, value: unquote(text) };
  if (cursor.peek(/^\{/)) return parseSelectorAt(cursor, { at });
  const name = cursor.take(identifier);
  if (!name) {
    return cursor.fail(
      cursor.atEnd
        ? 'unexpected end of input'
        : `unexpected character: ${JSON.stringify(cursor.peek(/^./))}`,
    );
  }
  if (aggregations.has(name) && cursor.peek(/^(\(|by\b|without\b)/)) {
    return parseAggregation(cursor, name, at);
  }
  if (cursor.peek(/^\(/)) return parseCall(cursor, name, at);
  return parseSelectorAt(cursor, { at, name });
}

function closeParenthesis(cursor: Cursor): void {
  if (cursor.take(/^\)/)) return;
  if (cursor.atEnd) cursor.fail('unclosed left parenthesis');
  cursor.fail(`unexpected ${JSON.stringify(cursor.peek(/^\S+/))}`);
}

function parseArguments(cursor: Cursor): Expression[] {
  cursor.take(/^\(/);
  const args: Expression[] = [];
  while (!cursor.peek(/^\)/)) {
    args.push(parseLevel(cursor, 0));
    if (!cursor.take(/^,/)) break;
  }
  closeParenthesis(cursor);
  return args;
}

function parseAggregation(cursor: Cursor, op: string, at: number): Expression {
  const before = parseGrouping(cursor);
  const args = parseArguments(cursor);
  const of = args[args.length - 1];
  if (!of) return cursor.fail('no arguments for aggregate expression', at);
  expectType(cursor, of, 'instant vector', 'aggregation expression');
  return {
    kind: 'aggregation',
    at,
    op,
    of,
    parameter: args.length > 1 ? args[0] : undefined,
    grouping: before ?? parseGrouping(cursor),
  };
}

function parseGrouping(cursor: Cursor): Grouping | undefined {
  const word = cursor.take(/^(by|without)\b/);
  return word ? { by: word === 'by', labels: parseNames(cursor) } : undefined;
}

function parseCall(cursor: Cursor, name: string, at: number): Expression {
  const signature = functions.get(name);
  if (!signature) {
    return cursor.fail(
      `unknown function with name ${JSON.stringify(name)}`,
      at,
    );
  }
  const args = parseArguments(cursor);
  if (args.length !== signature.args.length) {
    cursor.fail(
      `expected ${signature.args.length} argument(s) in call to "${name}", got ${args.length}`,
      at,
    );
  }
  args.forEach((argument, i) =>
    expectType(
      cursor,
      argument,
      signature.args[i],
      `call to function "${name}"`,
    ),
  );
  return { kind: 'call', at, name, args };
}

function expectType(
  cursor: Cursor,
  expression: Expression,
  expected: ValueType,
  where: string,
): void {
  const found = typeOf(expression);
  if (found === expected) return;
  cursor.fail(
    `expected type ${expected} in ${where}, got ${found}`,
    expression.at,
  );
}

function parseSelectorAt(
  cursor: Cursor,
  { at, name }: { at: number; name?: string },
): Expression {
  const matchers: Matcher[] = name
    ? [{ name: '__name__', op: '=', value: name }]
    : [];
  if (cursor.take(/^\{/)) matchers.push(...parseMatchers(cursor));
  if (isUnbounded(matchers)) {
    cursor.fail(
      'vector selector must contain at least one non-empty matcher',
      at,
    );
  }
  if (!cursor.take(/^\[/)) return { kind: 'selector', at, matchers };
  const place = cursor.position;
  const text = cursor.take(/^[^\]]*/) ?? '';
  const rangeMs = parseDuration(text.trim());
  if (rangeMs === undefined) {
    const digits = /^[\d.]*/.exec(text)![0];
    cursor.fail(
      `bad number or duration syntax: ${JSON.stringify(digits)}`,
      place,
    );
  }
  if (!cursor.take(/^\]/)) cursor.fail('unclosed left bracket');
  return { kind: 'selector', at, matchers, rangeMs };
}

function parseMatchers(cursor: Cursor): Matcher[] {
  const matchers: Matcher[] = [];
  while (!cursor.take(/^\}/)) {
    const place = cursor.position;
    const name = cursor.take(/^[A-Za-z_][A-Za-z0-9_]*/);
    const op = name && cursor.take(/^(=~|!~|!=|=)/);
    const text = op && cursor.take(/^("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/);
    if (!text) failInBraces(cursor);
    const value = unquote(text);
    if (op.endsWith('~')) checkPattern(cursor, value, place);
    matchers.push({ name, op: op as '=', value });
    if (!cursor.take(/^,/) && !cursor.peek(/^\}/)) failInBraces(cursor);
  }
  return matchers;
}

function failInBraces(cursor: Cursor): never {
  if (cursor.atEnd) cursor.fail('unexpected end of input inside braces');
  return cursor.fail(
    `unexpected character inside braces: '${cursor.peek(/^./)}'`,
  );
}

function checkPattern(cursor: Cursor, pattern: string, at: number): void {
  try {
    toRegExp(pattern, true);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    cursor.fail(error.message, at);
  }
}

function unquote(text: string): string {
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  return text
    .slice(1, -1)
    .replace(/\\(.)/g, (_, character) => escapes[character] ?? character);
}
