import { isUtf8 } from 'node:buffer';
import { asText } from '../evidence/decodeBundle';

// Whatever walks the result, a report or a message to another thread, walks it
// by recursion; no real predicate comes near.
const maxDepth = 128;
// The statement's own layer, its subjects and their digests.
const uniqueDepth = 3;

const [doubleQuote, openBrace, closeBrace, openBracket, closeBracket] = '"{}[]'
  .split('')
  .map(char => char.charCodeAt(0));

/**
 * Parses JSON that somebody signed, and refuses what two readers could read
 * differently, or what is nested deeper than anything real: bytes that are no
 * UTF-8, and names that are repeated in the outer layers.
 *
 * @throws Error that says what is wrong
 */
export function parseSignedJson(bytes: Uint8Array): unknown {
  if (!isUtf8(bytes)) throw new Error('not valid UTF-8');
  const text = asText(bytes);
  const json: unknown = JSON.parse(text);
  checkShape(text);
  return json;
}

/** Walks over text that is known to be JSON. */
function checkShape(text: string): void {
  const names: Set<string>[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === doubleQuote) {
      const end = endOfString(text, at);
      if (depth <= uniqueDepth && isName(text, end)) {
        addName(text.slice(at, end + 1), { names: names[depth], depth });
      }
      at = end;
    } else if (char === openBrace || char === openBracket) {
      depth += 1;
      if (depth > maxDepth) {
        throw new Error(`nested deeper than ${maxDepth} levels`);
      }
      if (depth <= uniqueDepth) names[depth] = new Set();
    } else if (char === closeBrace || char === closeBracket) {
      depth -= 1;
    }
  }
}

function addName(
  quoted: string,
  options: { names: Set<string>; depth: number },
): void {
  const { names, depth } = options;
  const name = quoted.includes('\\')
    ? String(JSON.parse(quoted))
    : quoted.slice(1, -1);
  // Go's reader, which Cosign uses, takes `Subject` for `subject`.
  const key = depth === 1 ? name.toLowerCase() : name;
  if (names.has(key)) {
    throw new Error(`the name '${name.slice(0, 50)}' is repeated`);
  }
  names.add(key);
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function isName(text: string, end: number): boolean {
  let next = end + 1;
  while (isSpace(text.charCodeAt(next))) next += 1;
  return text[next] === ':';
}

/** The white space of JSON. */
function isSpace(char: number): boolean {
  return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;
}
