import type { LegacyResult } from '../legacy/evaluateClusterPolicy';
import type { PolicyResult } from '../policy/PolicyIndex';
import type { AdmissionRequest, Verdict } from './AdmissionRequest';

/** What becomes of a request when these ValidatingPolicies were held against it. */
export function decide(results: readonly PolicyResult[]): Verdict {
  const bad = results.filter(
    ({ result }) => result === 'fail' || result === 'error',
  );
  const said = (action: string) =>
    bad.filter(({ actions }) => actions.includes(action)).map(describe);
  const refusals = said('Deny');
  return {
    warnings: said('Warn'),
    ...(refusals.length > 0 && { refusal: refusals.join('; ') }),
  };
}

function describe({ policy, result, message }: PolicyResult): string {
  const how = result === 'fail' ? 'failed' : 'error';
  return `Policy ${policy} ${how}: ${message}`;
}

/** The same for old policies, which say it in a block. */
export function decideLegacy(
  results: readonly LegacyResult[],
  { object, kind, namespace }: AdmissionRequest,
): Verdict {
  const bad = results.filter(
    ({ enforced, result }) => enforced && result === 'fail',
  );
  if (bad.length === 0) return { warnings: [] };
  const names = [...new Set(bad.map(({ policy }) => policy))];
  const blocks = names.map(name => {
    const rules = bad
      .filter(({ policy }) => policy === name)
      .map(({ rule, message }) => `  ${rule}: '${message}'\n`);
    return `${name}:\n${rules.join('')}`;
  });
  const resource = [kind.kind, namespace, object.metadata.name]
    .filter(Boolean)
    .join('/');
  return {
    warnings: [],
    refusal: `\n\nresource ${resource} was blocked due to the following policies \n\n${blocks.join(
      '\n',
    )}`,
  };
}
