// Whatever walks the result, a report or a message to another thread, walks it
// by recursion; no real predicate comes near.
const maxDepth = 128;
// The statement's own layer, its subjects and their digests.
const uniqueDepth = 3;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses JSON that somebody signed, and refuses what two readers could read
 * differently, or what is nested deeper than anything real: bytes that are no
 * UTF-8, and names that are repeated in the outer layers.
 *
 * @throws Error that says what is wrong
 */
export function parseSignedJson(bytes: Uint8Array): unknown {
  const text = utf8.decode(bytes);
  const json: unknown = JSON.parse(text);
  checkShape(text);
  return json;
}

/** Walks over text that is known to be JSON. */
function checkShape(text: string): void {
  const names: Set<string>[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '{':
      case '[':
        depth += 1;
        if (depth > maxDepth) {
          throw new Error(`nested deeper than ${maxDepth} levels`);
        }
        if (depth <= uniqueDepth) names[depth] = new Set();
        break;
      case '}':
      case ']':
        depth -= 1;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (depth <= uniqueDepth && isName(text, end)) {
          addName(text.slice(at, end + 1), { names: names[depth], depth });
        }
        at = end;
        break;
      }
      default:
    }
  }
}

function addName(
  quoted: string,
  options: { names: Set<string>; depth: number },
): void {
  const { names, depth } = options;
  const name = String(JSON.parse(quoted));
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
  while (/\s/.test(text[next] ?? '')) next += 1;
  return text[next] === ':';
}
