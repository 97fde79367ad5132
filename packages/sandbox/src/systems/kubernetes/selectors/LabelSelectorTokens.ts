/** A piece of a label selector; `text` is what messages show. */
export interface Token {
  kind: 'identifier' | 'end' | (typeof symbols)[number] | 'in' | 'notin';
  text: string;
}

const symbols = [')', ',', '!', '==', '=', '>', '(', '<', '!='] as const;
const single = new Set<string>(['=', '!', '(', ')', ',', '>', '<']);

/** Reads a label selector piece by piece. */
export class LabelSelectorTokens {
  readonly #tokens: Token[];
  #position = 0;

  constructor(text: string) {
    this.#tokens = scan(text);
  }

  /**
   * The next token. `in` and `notin` are operators only where one is
   * expected; elsewhere they are names or values like any other.
   */
  peek(expected: 'value' | 'operator' = 'value'): Token {
    const token = this.#tokens[this.#position];
    return expected === 'value' &&
      (token.kind === 'in' || token.kind === 'notin')
      ? { kind: 'identifier', text: token.text }
      : token;
  }

  take(expected: 'value' | 'operator' = 'value'): Token {
    const token = this.peek(expected);
    if (token.kind !== 'end') this.#position += 1;
    return token;
  }
}

function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const start = position;
    if (/\s/.test(text[start])) {
      position += 1;
    } else if (single.has(text[start])) {
      position += 1;
      const longer = text.slice(start, start + 2);
      if (isSymbol(longer)) position += 1;
      const symbol = text.slice(start, position);
      tokens.push({ kind: symbol as Token['kind'], text: symbol });
    } else {
      while (
        position < text.length &&
        !single.has(text[position]) &&
        !/\s/.test(text[position])
      ) {
        position += 1;
      }
      const word = text.slice(start, position);
      const kind = word === 'in' || word === 'notin' ? word : 'identifier';
      tokens.push({ kind, text: word });
    }
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function isSymbol(text: string): boolean {
  return text === '==' || text === '!=';
}
