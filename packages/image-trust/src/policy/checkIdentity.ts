import { checkOwnedPattern, checkRef, checkRepository } from './checkPattern';
import { isGlob } from './glob';
import type { PolicyIdentity } from './PolicyIdentity';
import type { PolicyTrustDomain } from './PolicyTrustDomain';
import type { Danger } from './Problem';

const certificateFields = [
  'issuer',
  'subject',
  'repository',
  'ref',
  'workflow',
] as const;

/** What an identity of a policy must not say. */
export function checkIdentity(
  identity: PolicyIdentity,
  domains: readonly PolicyTrustDomain[],
): Danger[] {
  const domain = domains.find(({ name }) => name === identity.trustDomain);
  if (!domain) {
    return [
      {
        path: ['trustDomain'],
        problem: `'${identity.trustDomain}' is none of the trustDomains`,
        fix: `Write one of ${domains.map(({ name }) => name).join(', ')}.`,
      },
    ];
  }
  return domain.keys
    ? checkKeyHolder(identity, domain)
    : checkCertificateHolder(identity);
}

function checkKeyHolder(
  identity: PolicyIdentity,
  { name, keys = [] }: PolicyTrustDomain,
): Danger[] {
  const dangers: Danger[] = certificateFields
    .filter(field => identity[field] !== undefined)
    .map(field => ({
      path: [field],
      problem: `is about certificates, and '${name}' trusts keys`,
      fix: 'Remove it.',
    }));
  const names = keys.map(key => key.name);
  if (identity.key === undefined || !names.includes(identity.key)) {
    dangers.push({
      path: ['key'],
      problem:
        identity.key === undefined
          ? 'is missing'
          : `'${identity.key}' is no key of '${name}'`,
      fix: `Write one of ${names.join(', ')}.`,
    });
  }
  return dangers;
}

function checkCertificateHolder(identity: PolicyIdentity): Danger[] {
  const { key, issuer, subject, repository, ref, workflow } = identity;
  const dangers: Danger[] = [];
  const add = (field: string, said: Omit<Danger, 'path'> | undefined) => {
    if (said) dangers.push({ path: [field], ...said });
  };
  if (key !== undefined) {
    add('key', {
      problem: `names a key, and '${identity.trustDomain}' trusts certificates`,
      fix: "Remove it, and say 'issuer' and 'subject'.",
    });
  }
  add('issuer', checkIssuer(issuer));
  if (subject === undefined && repository === undefined) {
    dangers.push({
      path: [],
      problem:
        'has neither subject nor repository, so everybody whom the issuer knows could sign',
      fix: "Add 'subject', 'repository', or both.",
    });
  }
  add(
    'subject',
    subject === undefined ? undefined : checkOwnedPattern(subject),
  );
  add(
    'repository',
    repository === undefined ? undefined : checkRepository(repository),
  );
  add('ref', ref === undefined ? undefined : checkRef(ref));
  if (workflow?.startsWith('*')) {
    add('workflow', {
      problem: `'${workflow}' begins with a wildcard and so says next to nothing`,
      fix: 'Begin with its folder, as .github/workflows/*.yaml, or remove it.',
    });
  }
  return dangers;
}

function checkIssuer(issuer: string | undefined) {
  if (issuer === undefined) {
    return {
      problem: 'is missing, so any issuer could vouch for the name',
      fix: "Add it, as 'issuer: https://token.actions.githubusercontent.com'.",
    };
  }
  if (isGlob(issuer) || issuer.includes('${')) {
    return {
      problem: 'is a pattern, so issuers of others could match',
      fix: 'Write it exactly as it is in the certificate.',
    };
  }
  return /^https?:\/\/[^/]/.test(issuer) && URL.canParse(issuer)
    ? undefined
    : {
        problem: 'is no web address, and issuers are',
        fix: 'Write it exactly as it is in the certificate.',
      };
}
