import { checkImagePattern } from './checkPattern';
import { checkIdentity } from './checkIdentity';
import { checkTrustDomain } from './checkTrustDomain';
import { checkRuleQuestions } from './checkRuleQuestions';
import type { PolicyDocument } from './Policy';
import type { Danger } from './Problem';

/**
 * Finds what a policy of the right shape must not say: names that are nobody's,
 * patterns that strangers could match, rules that ask nothing or never apply.
 * What is found here would otherwise accept images, or never refuse one.
 */
export function findDangers(document: PolicyDocument): Danger[] {
  const { trustDomains, identities, rules } = document;
  return [
    ...findRepeated(trustDomains, ['trustDomains']),
    ...findRepeated(identities, ['identities']),
    ...findRepeated(rules, ['rules']),
    ...trustDomains.flatMap((domain, index) =>
      below(
        ['trustDomains', index],
        [
          ...checkTrustDomain(domain),
          ...findRepeated(domain.keys ?? [], ['keys']),
        ],
      ),
    ),
    ...identities.flatMap((identity, index) =>
      below(['identities', index], checkIdentity(identity, trustDomains)),
    ),
    ...rules.flatMap((rule, index) =>
      below(['rules', index], checkRuleQuestions(rule, identities)),
    ),
    ...findMatchDangers(document),
  ];
}

function findMatchDangers({ rules }: PolicyDocument): Danger[] {
  const catchAll = rules.findIndex(
    ({ match }) => match.images?.includes('**') && !match.components,
  );
  return rules.flatMap(({ match }, index) => {
    const path = ['rules', index, 'match'];
    const dangers: Danger[] = (match.images ?? []).flatMap((pattern, at) => {
      const said = checkImagePattern(pattern);
      return said ? [{ path: [...path, 'images', at], ...said }] : [];
    });
    if (!match.images && !match.components) {
      dangers.push({
        path,
        problem: 'says neither images nor components',
        fix: "Add 'images', with ** for all of them, or 'components'.",
      });
    }
    if (catchAll >= 0 && index > catchAll) {
      dangers.push({
        path: ['rules', index],
        problem: `never applies, because '${rules[catchAll].name}' before it matches every image`,
        fix: 'Move it up: the first rule that matches counts.',
      });
    }
    return dangers;
  });
}

function findRepeated(
  named: readonly { name: string }[],
  path: Danger['path'],
): Danger[] {
  return named.flatMap(({ name }, index) =>
    named.findIndex(other => other.name === name) < index
      ? [
          {
            path: [...path, index, 'name'],
            problem: `'${name}' is used twice`,
            fix: 'Give each its own name.',
          },
        ]
      : [],
  );
}

function below(path: Danger['path'], dangers: readonly Danger[]): Danger[] {
  return dangers.map(danger => ({
    ...danger,
    path: [...path, ...danger.path],
  }));
}
