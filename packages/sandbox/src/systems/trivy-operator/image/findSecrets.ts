import type { FoundSecret } from './ImageContent';

type SecretRule = Omit<FoundSecret, 'target' | 'match'> & { pattern: RegExp };

/** Some of Trivy's built-in rules, by their names. */
const rules: SecretRule[] = [
  {
    ruleID: 'aws-access-key-id',
    title: 'AWS Access Key ID',
    category: 'AWS',
    severity: 'CRITICAL',
    pattern: /\b(?:A3T[A-Z0-9]|AKIA|AGPA|AROA|ASIA)[A-Z0-9]{16}\b/g,
  },
  {
    ruleID: 'github-pat',
    title: 'GitHub Personal Access Token',
    category: 'GitHub',
    severity: 'CRITICAL',
    pattern: /\bghp_[0-9a-zA-Z]{36}\b/g,
  },
  {
    ruleID: 'stripe-secret-token',
    title: 'Stripe Secret Key',
    category: 'Stripe',
    severity: 'CRITICAL',
    pattern: /\bsk_(?:live|test)_[0-9a-zA-Z]{10,32}\b/g,
  },
  {
    ruleID: 'private-key',
    title: 'Asymmetric Private Key',
    category: 'AsymmetricPrivateKey',
    severity: 'HIGH',
    pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/g,
  },
];

/** Where tests and examples lie: Trivy looks at none of these either. */
const ignored =
  /(^|\/)(node_modules|docs?|tests?|examples?)\/|\.(md|test\.\w+)$/;
const longestFile = 1024 * 1024;

/** The lines of an image's files that hold a secret, with stars in its place. */
export function findSecrets(files: ReadonlyMap<string, Buffer>): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const [path, content] of files) {
    if (ignored.test(path) || content.length > longestFile) continue;
    const text = content.toString('utf8');
    for (const { pattern, ...rule } of rules) {
      for (const hit of text.matchAll(pattern)) {
        const start = text.lastIndexOf('\n', hit.index) + 1;
        const end = text.indexOf('\n', hit.index);
        const line = text.slice(start, end < 0 ? undefined : end).trim();
        found.push({
          ...rule,
          target: `/${path}`,
          match: line.replaceAll(hit[0], '*'.repeat(hit[0].length)),
        });
      }
    }
  }
  return found;
}
