type Json = unknown;

/** Where a pattern does not hold: `/metadata/labels/team/`. */
export type Mismatch = { path: string };

/**
 * Holds an object against a `validate.pattern` of an old policy: maps and
 * lists by their parts, text with `*`, `?`, `|` and `!`, and the anchors
 * `(x)`, `=(x)` and `X(x)`.
 *
 * @throws for anchors beyond these
 */
export function mismatchOf(
  value: Json,
  pattern: Json,
  path = '/',
): Mismatch | undefined {
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value)) return { path };
    for (const [index, each] of value.entries()) {
      const found = mismatchOf(each, pattern[0], `${path}${index}/`);
      if (found) return found;
    }
    return undefined;
  }
  if (isMap(pattern)) {
    return isMap(value) ? mismatchInMap(value, pattern, path) : { path };
  }
  return matchesScalar(value, pattern) ? undefined : { path };
}

function mismatchInMap(
  value: Record<string, Json>,
  pattern: Record<string, Json>,
  path: string,
): Mismatch | undefined {
  const parts = Object.entries(pattern).map(([key, part]) => {
    const [, anchor = '', name = key] = /^([=X+<^]?)\((.+)\)$/.exec(key) ?? [];
    const kind = key === name ? 'none' : anchor || 'condition';
    return { kind, name, part };
  });
  for (const { kind, name, part } of parts) {
    if (['+', '<', '^'].includes(kind)) {
      throw new Error(`the anchor ${kind}(${name}) is not known here`);
    }
    if (kind === 'condition') {
      const applies =
        name in value && !mismatchOf(value[name], part, `${path}${name}/`);
      if (!applies) return undefined;
    }
  }
  for (const { kind, name, part } of parts) {
    const at = `${path}${name}/`;
    if (kind === 'X' && name in value) return { path: at };
    if (kind === '=' && !(name in value)) continue;
    if (kind === 'none' || kind === '=') {
      const found = mismatchOf(value[name], part, at);
      if (found) return found;
    }
  }
  return undefined;
}

function matchesScalar(value: Json, pattern: Json): boolean {
  if (typeof pattern !== 'string') return value === pattern;
  if (value === undefined || value === null || typeof value === 'object') {
    return false;
  }
  const text = String(value);
  return pattern.split('|').some(part => {
    const wanted = part.trim();
    return wanted.startsWith('!')
      ? !matchesWildcard(text, wanted.slice(1))
      : matchesWildcard(text, wanted);
  });
}

function matchesWildcard(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

function isMap(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
