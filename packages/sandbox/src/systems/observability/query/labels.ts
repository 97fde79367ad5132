/** Label names and values of a stream or series. */
export type Labels = Readonly<Record<string, string>>;

export type Matcher = {
  name: string;
  op: '=' | '!=' | '=~' | '!~';
  value: string;
};

/** `{a="b", c="d"}`: sorted by name, as Loki and Prometheus write and order them. */
export function labelText(labels: Labels): string {
  const pairs = Object.keys(labels)
    .sort(compareText)
    .map(name => `${name}=${JSON.stringify(labels[name])}`);
  return `{${pairs.join(', ')}}`;
}

/** Byte order, not the order of a language. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

export function sortLabels(labels: Labels): Labels {
  return Object.fromEntries(
    Object.entries(labels).sort(([a], [b]) => compareText(a, b)),
  );
}

/** Whether labels meet every matcher; a label that is not there has the empty value. */
export function matchesAll(labels: Labels, matchers: Matcher[]): boolean {
  return matchers.every(matcher =>
    matches(labels[matcher.name] ?? '', matcher),
  );
}

/** Patterns are anchored at both ends. */
export function matches(
  value: string,
  { op, value: wanted }: Omit<Matcher, 'name'>,
): boolean {
  switch (op) {
    case '=':
      return value === wanted;
    case '!=':
      return value !== wanted;
    case '=~':
      return toRegExp(wanted, true).test(value);
    default:
      return !toRegExp(wanted, true).test(value);
  }
}

export class PatternError extends Error {}

/**
 * A Go pattern as JavaScript's: leading flags such as `(?i)` become flags.
 *
 * @throws PatternError in the words of Go's parser, as far as they are known
 */
export function toRegExp(pattern: string, anchored: boolean): RegExp {
  const [, flags = '', rest = pattern] =
    /^\(\?([is]+)\)([\s\S]*)$/.exec(pattern) ?? [];
  try {
    return new RegExp(anchored ? `^(?:${rest})$` : rest, `${flags}u`);
  } catch {
    const why =
      unclosed(rest) > 0
        ? 'missing closing )'
        : 'invalid or unsupported Perl syntax';
    throw new PatternError(`error parsing regexp: ${why}: \`${pattern}\``);
  }
}

function unclosed(pattern: string): number {
  const plain = pattern.replace(/\\./g, '');
  return plain.split('(').length - plain.split(')').length;
}

/** Whether nothing in the selector demands a value: such a query would read everything. */
export function isUnbounded(matchers: Matcher[]): boolean {
  return !matchers.some(matcher => !matches('', matcher));
}
