import { parseDuration } from '../../query/durations';
import { LokiError } from '../LokiError';

export type Token = {
  kind:
    | 'identifier'
    | 'string'
    | 'number'
    | 'duration'
    | 'range'
    | 'end'
    | 'sign';
  /** As it stands in the query; of a string, what it says. */
  text: string;
  line: number;
  column: number;
};

const signs = /^(\|=|\|~|=~|!~|!=|==|>=|<=|[{}()|,=<>+\-*/%^.])/;

/** Splits LogQL; every token knows where it stood, because errors say so. */
export function readTokens(query: string): Token[] {
  const tokens: Token[] = [];
  let rest = query;
  let line = 1;
  let column = 1;
  const take = (length: number) => {
    for (const character of rest.slice(0, length)) {
      line = character === '\n' ? line + 1 : line;
      column = character === '\n' ? 1 : column + 1;
    }
    rest = rest.slice(length);
  };
  for (;;) {
    take(/^\s*/.exec(rest)![0].length);
    const place = { line, column };
    if (rest === '') {
      tokens.push({ kind: 'end', text: '$end', ...place });
      return tokens;
    }
    const { kind, text, length } = readToken(rest, place);
    tokens.push({ kind, text, ...place });
    take(length);
  }
}

function readToken(
  rest: string,
  place: { line: number; column: number },
): Pick<Token, 'kind' | 'text'> & { length: number } {
  const text = /^("(?:[^"\\\n]|\\.)*"|`[^`]*`)/.exec(rest)?.[0];
  if (text) return { kind: 'string', text: unquote(text), length: text.length };
  if (/^["`]/.test(rest)) {
    throw new LokiError(at(place, 'literal not terminated'));
  }
  const range = /^\[([^\]]*)\]/.exec(rest);
  if (range) {
    if (parseDuration(range[1]) === undefined) {
      const unit = /[^\d.]+$/.exec(range[1])?.[0] ?? '';
      throw new LokiError(
        at(
          { ...place, line: 0 },
          `unknown unit "${unit}" in duration "${range[1]}"`,
        ),
      );
    }
    return { kind: 'range', text: range[1], length: range[0].length };
  }
  const duration = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w|y))+/.exec(rest);
  if (duration) return found('duration', duration[0]);
  const number = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?/i.exec(rest);
  if (number) return found('number', number[0]);
  const identifier = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest);
  if (identifier) return found('identifier', identifier[0]);
  return found('sign', signs.exec(rest)?.[0] ?? rest[0]);
}

function found(kind: Token['kind'], text: string) {
  return { kind, text, length: text.length };
}

function unquote(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  return text
    .slice(1, -1)
    .replace(/\\(.)/g, (_, character) => escapes[character] ?? character);
}

export function at(
  place: { line: number; column: number },
  why: string,
): string {
  return `parse error at line ${place.line}, col ${place.column}: ${why}`;
}
