import { CelError, Expression } from './expression';
import { Token, tokenize } from './tokenize';

/** Binary operators from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '<', '<=', '>', '>=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
];

const CONSTANTS: Record<string, unknown> = {
  true: true,
  false: false,
  null: null,
};

class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parseExpression(): Expression {
    const condition = this.#parseLevel(0);
    if (!this.#take('?')) return condition;
    const then = this.parseExpression();
    this.#expect(':');
    const otherwise = this.parseExpression();
    return { kind: 'conditional', condition, then, otherwise };
  }

  expectEnd(): void {
    if (this.#peek().kind !== 'end') {
      throw new CelError(`unexpected '${this.#peek().value}'`);
    }
  }

  #parseLevel(level: number): Expression {
    if (level === LEVELS.length) return this.#parseUnary();
    let left = this.#parseLevel(level + 1);
    let operator = this.#takeOneOf(LEVELS[level]);
    while (operator) {
      const right = this.#parseLevel(level + 1);
      left = { kind: 'binary', operator, left, right };
      operator = this.#takeOneOf(LEVELS[level]);
    }
    return left;
  }

  #parseUnary(): Expression {
    const operator = this.#takeOneOf(['!', '-']);
    return operator
      ? {
          kind: 'unary',
          operator: operator as '!' | '-',
          operand: this.#parseUnary(),
        }
      : this.#parseMember();
  }

  #parseMember(): Expression {
    let target = this.#parsePrimary();
    for (;;) {
      if (this.#take('.')) {
        const name = this.#takeName();
        target = this.#take('(')
          ? { kind: 'call', target, name, arguments: this.#parseList(')') }
          : { kind: 'select', target, field: name };
      } else if (this.#take('[')) {
        const index = this.parseExpression();
        this.#expect(']');
        target = { kind: 'index', target, index };
      } else {
        return target;
      }
    }
  }

  #parsePrimary(): Expression {
    const token = this.#next();
    if (token.kind === 'number' || token.kind === 'string') {
      return { kind: 'literal', value: token.value };
    }
    if (token.kind === 'name') {
      if (Object.hasOwn(CONSTANTS, token.value)) {
        return { kind: 'literal', value: CONSTANTS[token.value] };
      }
      return this.#take('(')
        ? { kind: 'call', name: token.value, arguments: this.#parseList(')') }
        : { kind: 'name', name: token.value };
    }
    if (token.value === '(') {
      const inner = this.parseExpression();
      this.#expect(')');
      return inner;
    }
    if (token.value === '[') {
      return { kind: 'list', items: this.#parseList(']') };
    }
    if (token.value === '{') return this.#parseMap();
    throw new CelError(`unexpected '${token.value}'`);
  }

  #parseList(end: string): Expression[] {
    const items: Expression[] = [];
    while (!this.#take(end)) {
      items.push(this.parseExpression());
      if (!this.#take(',')) {
        this.#expect(end);
        break;
      }
    }
    return items;
  }

  #parseMap(): Expression {
    const entries: [Expression, Expression][] = [];
    while (!this.#take('}')) {
      const key = this.parseExpression();
      this.#expect(':');
      entries.push([key, this.parseExpression()]);
      if (!this.#take(',')) {
        this.#expect('}');
        break;
      }
    }
    return { kind: 'map', entries };
  }

  #peek(): Token {
    return this.#tokens[this.#position];
  }

  #next(): Token {
    const token = this.#peek();
    this.#position += 1;
    return token;
  }

  #takeOneOf(operators: readonly string[]): string | undefined {
    return operators.find(operator => this.#take(operator));
  }

  #take(value: string): boolean {
    const token = this.#peek();
    const isMatch =
      (token.kind === 'operator' || token.kind === 'name') &&
      token.value === value;
    if (isMatch) this.#position += 1;
    return isMatch;
  }

  #takeName(): string {
    const token = this.#next();
    if (token.kind !== 'name') throw new CelError('a name is expected');
    return token.value;
  }

  #expect(value: string): void {
    if (!this.#take(value)) {
      throw new CelError(`'${value}' is expected, not '${this.#peek().value}'`);
    }
  }
}

export function parseCel(text: string): Expression {
  const parser = new Parser(tokenize(text));
  const expression = parser.parseExpression();
  parser.expectEnd();
  return expression;
}
