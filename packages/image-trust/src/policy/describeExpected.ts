import type { Question } from './Check';
import type { PolicyRule } from './PolicyRule';

/**
 * What a rule asks for, for a person.
 *
 * @param literals - what `${…}` stands for here, as far as that is known
 */
export function describeExpected(
  question: Question,
  rule: PolicyRule,
  literals: Readonly<Record<string, string>> = {},
): string {
  return Object.entries(literals).reduce(
    (text, [name, value]) => text.replaceAll(`\${${name}}`, value),
    describe(question, rule),
  );
}

function describe(question: Question, rule: PolicyRule): string {
  const by = `by ${orOf(rule[question]?.by ?? [])}`;
  switch (question) {
    case 'signed':
      return `a signature ${by}`;
    case 'built': {
      const { builders, repositories, refs } = rule.built ?? {};
      return [
        `provenance ${by}`,
        builders && `builder ${orOf(builders)}`,
        repositories && `from ${orOf(repositories)}`,
        refs && `at ${orOf(refs)}`,
      ]
        .filter(Boolean)
        .join(', ');
    }
    case 'scanned': {
      const { scanners, maxAge, max = {}, ignoreUnfixed } = rule.scanned ?? {};
      const limits = Object.entries(max).map(
        ([severity, count]) =>
          `≤ ${count} ${
            severity === 'unknown' ? 'of no stated severity' : severity
          }`,
      );
      return [
        `a scan ${by}`,
        scanners && `with ${orOf(scanners)}`,
        `not older than ${maxAge}`,
        ...limits,
        ignoreUnfixed && 'fixable ones only',
      ]
        .filter(Boolean)
        .join(', ');
    }
    case 'sbom':
      return `a bill of materials ${by}${
        rule.sbom?.formats ? ` as ${orOf(rule.sbom.formats)}` : ''
      }`;
    default: {
      const never: never = question;
      return never;
    }
  }
}

function orOf(names: readonly string[]): string {
  return names.join(' or ');
}
