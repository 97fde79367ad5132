import { PolicyResult } from '@portolan/plugin-guardrails-common';

/** What to do about a result; undefined where there is nothing to do. */
export function howToFix(result: PolicyResult): string | undefined {
  const { kind, name } = result.workload ?? result.resource;
  const what = `${kind} ${name}`;
  if (result.stale) {
    return `Nothing, before it is evaluated again: ${result.stale}.`;
  }
  switch (result.result) {
    case 'fail':
    case 'warn':
      return result.field
        ? `Change ${result.field} of ${what} in the component’s repository, as the policy asks; it is evaluated again after the next deploy.`
        : `Change ${what} in the component’s repository, as the policy asks; it is evaluated again after the next deploy.`;
    case 'error':
    case 'unknown':
      return 'The policy itself could not be evaluated: show this to the platform team, who keeps it.';
    default:
      return undefined;
  }
}
