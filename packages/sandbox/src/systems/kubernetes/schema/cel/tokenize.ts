import { CelError } from './expression';

export type Token =
  | { kind: 'number' | 'string'; value: number | string }
  | { kind: 'name' | 'operator'; value: string }
  | { kind: 'end'; value: '' };

const PATTERN =
  /\s+|(?<comment>\/\/[^\n]*)|(?<number>\d+\.\d+(?:[eE][+-]?\d+)?|0x[0-9a-fA-F]+|\d+)u?|(?<raw>r(?:'[^']*'|"[^"]*"))|(?<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<operator>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()[\]{}])/y;

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    if (pattern.lastIndex === 0) {
      throw new CelError(`unexpected '${text[start]}' at ${start}`);
    }
    if (groups) {
      const token = toToken(groups);
      if (token) tokens.push(token);
    }
  }
  return [...tokens, { kind: 'end', value: '' }];
}

function toToken(
  groups: Record<string, string | undefined>,
): Token | undefined {
  const { number, raw, string, name, operator } = groups;
  if (number) return { kind: 'number', value: Number(number) };
  if (raw) return { kind: 'string', value: raw.slice(2, -1) };
  if (string) return { kind: 'string', value: unescape(string.slice(1, -1)) };
  if (name) return { kind: 'name', value: name };
  if (operator) return { kind: 'operator', value: operator };
  return undefined;
}

function unescape(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|(.))/g,
    (_match, code: string | undefined, character: string) =>
      code
        ? String.fromCharCode(parseInt(code, 16))
        : ESCAPES[character] ?? character,
  );
}
