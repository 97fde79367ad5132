const cache = new Map<string, RegExp>();

/**
 * Globs as Argo CD's project rules use them: `*`, `?`, `[ab]`, `{a,b}`.
 * Without `separator`, `*` crosses every character; with it, only `**` crosses it.
 */
export function globMatch(
  pattern: string,
  value: string,
  options: { separator?: string } = {},
): boolean {
  const { separator = '' } = options;
  const cacheKey = `${separator} ${pattern}`;
  let expression = cache.get(cacheKey);
  if (!expression) {
    expression = toRegExp(pattern, separator);
    cache.set(cacheKey, expression);
  }
  return expression.test(value);
}

function toRegExp(pattern: string, separator: string): RegExp {
  const one = separator ? `[^${separator}]` : '[\\s\\S]';
  let depth = 0;
  const source = pattern.replace(
    /\*\*|\*|\?|\{|\}|,|\[[^\]]*\]|\\.|[.+^$()|[\]\\]/g,
    token => {
      switch (token) {
        case '**':
          return '[\\s\\S]*';
        case '*':
          return `${one}*`;
        case '?':
          return one;
        case '{':
          depth += 1;
          return '(?:';
        case '}':
          if (depth === 0) return '\\}';
          depth -= 1;
          return ')';
        case ',':
          return depth ? '|' : ',';
        default:
          if (token.startsWith('[') && token.length > 1) {
            return token.replace(/^\[!/, '[^');
          }
          return token.length === 2 ? token : `\\${token}`;
      }
    },
  );
  // A brace that is never closed is a brace.
  return new RegExp(depth ? escape(pattern) : `^${source}$`);
}

function escape(text: string): string {
  return `^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}
