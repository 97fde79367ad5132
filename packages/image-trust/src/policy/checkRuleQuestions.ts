import { checkOwnedPattern, checkRef, checkRepository } from './checkPattern';
import { questions } from './Check';
import type { PolicyIdentity } from './PolicyIdentity';
import type { PolicyRule } from './PolicyRule';
import type { Danger } from './Problem';

/** What the questions of a rule must not leave open. */
export function checkRuleQuestions(
  rule: PolicyRule,
  identities: readonly PolicyIdentity[],
): Danger[] {
  const asked = questions.filter(question => rule[question]);
  if (asked.length === 0) {
    return [
      {
        path: [],
        problem: 'asks nothing and so would accept every image that it matches',
        fix: `Add one of ${questions.join(', ')}.`,
      },
    ];
  }
  const names = identities.map(({ name }) => name);
  const unknownNames = asked.flatMap(question =>
    (rule[question]?.by ?? []).flatMap((name, index): Danger[] =>
      names.includes(name)
        ? []
        : [
            {
              path: [question, 'by', index],
              problem: `'${name.slice(0, 100)}' is none of the identities`,
              fix: `Write one of ${names.slice(0, 20).join(', ')}.`,
            },
          ],
    ),
  );
  return [...unknownNames, ...checkBuilt(rule), ...checkScanned(rule)];
}

function checkBuilt({ built }: PolicyRule): Danger[] {
  if (!built) return [];
  const { builders = [], repositories = [], refs = [] } = built;
  const each = (
    field: string,
    patterns: readonly string[],
    check: typeof checkRef,
  ) =>
    patterns.flatMap((pattern, index): Danger[] => {
      const said = check(pattern);
      return said ? [{ path: ['built', field, index], ...said }] : [];
    });
  const open: Danger[] =
    builders.length + repositories.length === 0
      ? [
          {
            path: ['built'],
            problem:
              'asks for neither builders nor repositories, so an image built from anything would do',
            fix: "Add 'repositories', as ['${component.repository}'].",
          },
        ]
      : [];
  return [
    ...open,
    ...each('builders', builders, checkOwnedPattern),
    ...each('repositories', repositories, checkRepository),
    ...each('refs', refs, checkRef),
  ];
}

function checkScanned({ scanned }: PolicyRule): Danger[] {
  if (!scanned) return [];
  const { critical, high, medium, low } = scanned.max;
  const scanners = (scanned.scanners ?? []).flatMap(
    (pattern, index): Danger[] =>
      /^[*]/.test(pattern)
        ? [
            {
              path: ['scanned', 'scanners', index],
              problem: `'${pattern}' begins with a wildcard and so accepts any scanner`,
              fix: 'Begin with its address, or remove the field.',
            },
          ]
        : [],
  );
  return [critical, high, medium, low].every(count => count === undefined)
    ? [
        ...scanners,
        {
          path: ['scanned', 'max'],
          problem: 'limits no severity, so a scan with any findings would do',
          fix: "Add at least 'critical'.",
        },
      ]
    : scanners;
}
