import { aggregations, Grouping } from '../../query/aggregate';
import { parseDuration } from '../../query/durations';
import {
  isUnbounded,
  Matcher,
  PatternError,
  toRegExp,
} from '../../query/labels';
import { Arithmetic } from '../../query/numbers';
import { LokiError } from '../LokiError';
import { LogQuery, MetricQuery, Query, Stage } from './ast';
import { at, readTokens, Token } from './Lexer';
import { rangeFunctions } from './rangeFunctions';

const unbounded =
  'queries require at least one regexp or equality matcher that does not have an empty-compatible value. For instance, app=~".*" does not meet this requirement, but app=~".+" will';
const matcherSigns = new Set(['=', '!=', '=~', '!~']);
const lineSigns = new Set(['|=', '!=', '|~', '!~']);
const labelSigns = new Set(['=', '!=', '=~', '!~', '==', '>', '<', '>=', '<=']);

/** Reads LogQL by recursive descent. It fails in the words of Loki's own parser, with line and column. */
export class QueryParser {
  readonly #tokens: Token[];
  #position = 0;

  constructor(text: string) {
    if (text.trim() === '') {
      throw new LokiError('parse error : syntax error: unexpected $end');
    }
    this.#tokens = readTokens(text);
  }

  whole(): Query {
    const query = this.#sum();
    if (this.#next.kind === 'range') this.#fail({ ...this.#next, line: 0 });
    if (this.#next.kind !== 'end') this.#fail();
    return query;
  }

  get #next(): Token {
    return this.#tokens[this.#position];
  }

  #take(): Token {
    const token = this.#next;
    if (token.kind !== 'end') this.#position += 1;
    return token;
  }

  #is(text: string): boolean {
    return this.#next.kind === 'sign' && this.#next.text === text;
  }

  #accept(text: string): boolean {
    const found = this.#is(text);
    if (found) this.#take();
    return found;
  }

  #expect(text: string, expecting?: string): void {
    if (!this.#accept(text)) this.#fail(this.#next, expecting);
  }

  #fail(token: Token = this.#next, expecting?: string): never {
    const names: Partial<Record<Token['kind'], string>> = {
      identifier: 'IDENTIFIER',
      string: 'STRING',
      number: 'NUMBER',
      duration: 'DURATION',
      range: 'RANGE',
    };
    const known =
      rangeFunctions.has(token.text) || aggregations.has(token.text);
    const name = known
      ? token.text.toUpperCase()
      : names[token.kind] ?? token.text;
    throw new LokiError(
      at(
        token,
        `syntax error: unexpected ${name}${
          expecting ? `, expecting ${expecting}` : ''
        }`,
      ),
    );
  }

  #word(expecting = 'IDENTIFIER'): string {
    if (this.#next.kind !== 'identifier') this.#fail(this.#next, expecting);
    return this.#take().text;
  }

  #string(): string {
    if (this.#next.kind !== 'string') this.#fail(this.#next, 'STRING');
    return this.#take().text;
  }

  #sum(): Query {
    let left = this.#product();
    while (this.#is('+') || this.#is('-')) {
      const op = this.#take().text as Arithmetic;
      left = binary(op, left, this.#product());
    }
    return left;
  }

  #product(): Query {
    let left = this.#operand();
    while (this.#is('*') || this.#is('/') || this.#is('%')) {
      const op = this.#take().text as Arithmetic;
      left = binary(op, left, this.#operand());
    }
    return left;
  }

  #operand(): Query {
    if (this.#is('{')) return this.#logs();
    if (this.#accept('(')) {
      const inner = this.#sum();
      this.#expect(')');
      return inner;
    }
    const token = this.#next;
    if (token.kind === 'number') {
      return { kind: 'number', value: Number(this.#take().text) };
    }
    if (token.kind === 'identifier' && rangeFunctions.has(token.text)) {
      return this.#range(this.#take().text);
    }
    if (token.kind === 'identifier' && aggregations.has(token.text)) {
      return this.#aggregation(this.#take().text);
    }
    return this.#fail();
  }

  #aggregation(op: string): MetricQuery {
    const before = this.#grouping();
    this.#expect('(');
    let parameter: number | undefined;
    if (op === 'topk' || op === 'bottomk') {
      parameter = Number(this.#take().text);
      this.#expect(',');
    }
    const of = toMetric(this.#sum());
    this.#expect(')');
    const grouping = before ?? this.#grouping();
    return { kind: 'aggregation', op, of, grouping, parameter };
  }

  #grouping(): Grouping | undefined {
    const { kind, text } = this.#next;
    if (kind !== 'identifier' || !/^(by|without)$/.test(text)) return undefined;
    this.#take();
    this.#expect('(');
    const labels: string[] = [];
    while (!this.#is(')')) {
      labels.push(this.#word());
      if (!this.#accept(',')) break;
    }
    this.#expect(')');
    return { by: text === 'by', labels };
  }

  #range(fn: string): MetricQuery {
    this.#expect('(');
    const logs = this.#logs();
    if (this.#next.kind !== 'range') this.#fail();
    const rangeMs = parseDuration(this.#take().text)!;
    this.#expect(')');
    return { kind: 'range', fn, logs, rangeMs, grouping: this.#grouping() };
  }

  #logs(): LogQuery {
    this.#expect('{');
    const matchers: Matcher[] = [];
    while (!this.#is('}')) {
      matchers.push(this.#matcher());
      if (!this.#accept(',') && !this.#is('}')) {
        this.#fail(this.#next, '} or ,');
      }
    }
    this.#expect('}');
    matchers
      .filter(({ op }) => op === '=~' || op === '!~')
      .forEach(({ value }) => checkPattern(value, ''));
    if (isUnbounded(matchers))
      throw new LokiError(`parse error : ${unbounded}`);
    const stages: Stage[] = [];
    while (this.#is('|') || lineSigns.has(this.#next.text)) {
      if (this.#next.kind === 'string') break;
      stages.push(this.#stage());
    }
    return { kind: 'logs', matchers, stages };
  }

  #matcher(): Matcher {
    const name = this.#word();
    if (!matcherSigns.has(this.#next.text)) {
      this.#fail(this.#next, '= or =~ or !~ or !=');
    }
    const op = this.#take().text as Matcher['op'];
    return { name, op, value: this.#string() };
  }

  #stage(): Stage {
    const sign = this.#take().text;
    if (sign !== '|') {
      const text = this.#string();
      if (sign.endsWith('~')) {
        checkPattern(text, `stage '${sign} ${JSON.stringify(text)}' : `);
      }
      return { kind: 'line', op: sign as '|=', text };
    }
    if (this.#next.kind !== 'identifier') this.#fail();
    const word = this.#take().text;
    if (labelSigns.has(this.#next.text)) return this.#labelFilter(word);
    switch (word) {
      case 'json':
        return { kind: 'json', fields: this.#fields() };
      case 'logfmt':
        return { kind: 'logfmt' };
      case 'line_format':
        return { kind: 'line_format', template: this.#string() };
      case 'keep':
      case 'drop':
        return { kind: word, names: this.#names() };
      case 'unwrap':
        return { kind: 'unwrap', name: this.#word() };
      default:
        return this.#fail();
    }
  }

  #fields(): Array<{ name: string; path: string }> {
    const fields: Array<{ name: string; path: string }> = [];
    while (this.#next.kind === 'identifier') {
      const name = this.#word();
      this.#expect('=');
      fields.push({ name, path: this.#string() });
      if (!this.#accept(',')) break;
    }
    return fields;
  }

  #names(): string[] {
    const names = [this.#word()];
    while (this.#accept(',')) names.push(this.#word());
    return names;
  }

  #labelFilter(name: string): Stage {
    const op = this.#take().text as '=';
    const { kind, text } = this.#take();
    if (kind === 'string') return { kind: 'label', name, op, value: text };
    if (kind === 'number') {
      return { kind: 'label', name, op, value: Number(text) };
    }
    if (kind === 'duration') {
      return { kind: 'label', name, op, value: parseDuration(text)! / 1000 };
    }
    return this.#fail(this.#tokens[this.#position - 1]);
  }
}

function checkPattern(pattern: string, where: string): void {
  try {
    toRegExp(pattern, false);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new LokiError(`parse error : ${where}${error.message}`);
  }
}

function toMetric(query: Query): MetricQuery {
  if (query.kind === 'logs') {
    throw new LokiError('parse error : unexpected type: *syntax.MatchersExpr');
  }
  return query;
}

function binary(op: Arithmetic, left: Query, right: Query): MetricQuery {
  for (const [side, query] of Object.entries({ left, right })) {
    if (query.kind === 'logs') {
      throw new LokiError(
        `parse error : unexpected type for ${side} leg of binary operation (${op}): *syntax.MatchersExpr`,
      );
    }
  }
  return { kind: 'binary', op, left: toMetric(left), right: toMetric(right) };
}
