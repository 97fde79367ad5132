/** Whether labels match a selector such as `team=a,tier!=db,env in (dev,prod),!old`. @throws when it is none */
export function matchesSelector(
  labels: Record<string, string> = {},
  selector = '',
): boolean {
  return splitRequirements(selector).every(text => {
    const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(text);
    if (set) {
      const [, key, operator, list] = set;
      const values = list.split(',').map(value => value.trim());
      const isIn = key in labels && values.includes(labels[key]);
      return operator === 'in' ? isIn : !isIn;
    }
    const equality = /^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(text);
    if (equality) {
      const [, key, operator, value] = equality;
      return operator === '!=' ? labels[key] !== value : labels[key] === value;
    }
    const existence = /^(!?)\s*([^=!\s()]+)$/.exec(text);
    if (!existence) {
      throw new Error(
        `error parsing the selector: unable to parse requirement: ${text}`,
      );
    }
    const [, not, key] = existence;
    return not ? !(key in labels) : key in labels;
  });
}

/** Commas separate requirements, except between parentheses. */
function splitRequirements(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(text => text.trim())
    .filter(Boolean);
}
