/** What a policy says of an object, as reports and denials have it. */
export type RuleResult = {
  policy: string;
  /** `KyvernoValidatingPolicy` or `kyverno`. */
  source: string;
  /** Only old policies have rules, and results that come from an exception. */
  rule?: string;
  result: 'pass' | 'fail' | 'warn' | 'error' | 'skip';
  message: string;
  category?: string;
  severity?: string;
  scored: boolean;
  properties: Record<string, string>;
};
