/** `metav1.LabelSelector`, as it stands in specs. */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: {
    key: string;
    operator: string;
    values?: string[];
  }[];
}

/** A selector of a spec in the form that queries use: `app=web,tier in (a,b)`. */
export function labelSelectorText(selector: LabelSelector = {}): string {
  const terms = [
    ...Object.entries(selector.matchLabels ?? {}).map(
      ([key, value]) => [key, `${key}=${value}`] as const,
    ),
    ...(selector.matchExpressions ?? []).map(
      ({ key, operator, values = [] }) =>
        [key, expression(key, operator, values)] as const,
    ),
  ];
  return terms
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, text]) => text)
    .join(',');
}

function expression(
  key: string,
  operator: string,
  values: readonly string[],
): string {
  switch (operator) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return `${key} ${operator.toLowerCase()} (${[...values]
        .sort()
        .join(',')})`;
  }
}
