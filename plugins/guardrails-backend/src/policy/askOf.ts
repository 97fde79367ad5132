import type { ReportedResult } from '../report';
import type { ParsedPolicy } from './ParsedPolicy';

/** What a policy asks for where a result was found, in its own words; undefined where it has none. Pure. */
export function askOf(
  policy: ParsedPolicy,
  result: Pick<ReportedResult, 'rule' | 'validation'>,
): string | undefined {
  const rule = result.rule?.replace(/^autogen-(cronjob-)?/, '');
  const ask =
    policy.asks.find(one => one.rule !== undefined && one.rule === rule) ??
    (policy.asks.length === 1
      ? policy.asks[0]
      : policy.asks[result.validation ?? -1]);
  return ask?.message || policy.description;
}
