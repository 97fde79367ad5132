import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import type { RuleResult } from '../engine/RuleResult';

/** A result as it stands in a report. */
export type ReportedResult = Omit<RuleResult, 'source'> & {
  source: string;
  timestamp: { seconds: number; nanos: number };
};

/**
 * The PolicyReport of an object: named by its uid, owned by it. A result that
 * says what it said before keeps its time.
 */
export function buildReport(
  object: KubernetesObject,
  results: readonly RuleResult[],
  options: { before?: KubernetesObject; now: Date },
): KubernetesObject {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace, uid } = metadata;
  const known = (options.before?.results ?? []) as ReportedResult[];
  const seconds = Math.floor(options.now.getTime() / 1000);
  const reported = results.map(result => {
    const fresh = toReported(result);
    const same = known.find(({ timestamp: _, ...rest }) =>
      isDeepStrictEqual(rest, fresh),
    );
    return { ...fresh, timestamp: same?.timestamp ?? { seconds, nanos: 0 } };
  });
  const count = (result: RuleResult['result']) =>
    reported.filter(each => each.result === result).length;
  return {
    apiVersion: 'wgpolicyk8s.io/v1alpha2',
    kind: 'PolicyReport',
    metadata: {
      name: uid!,
      namespace,
      labels: { 'app.kubernetes.io/managed-by': 'kyverno' },
      ownerReferences: [{ apiVersion, kind, name, uid: uid! }],
    },
    scope: { apiVersion, kind, name, namespace, uid },
    results: reported,
    summary: {
      error: count('error'),
      fail: count('fail'),
      pass: count('pass'),
      skip: count('skip'),
      warn: count('warn'),
    },
  };
}

function toReported(result: RuleResult): Omit<ReportedResult, 'timestamp'> {
  const { policy, source, rule, message, category, severity, scored } = result;
  const isUnscored = result.result === 'fail' && !scored;
  return {
    policy,
    source,
    ...(rule && { rule }),
    message,
    ...(category && { category }),
    ...(severity && { severity }),
    scored,
    result: isUnscored ? 'warn' : result.result,
    properties: { ...result.properties, process: 'background scan' },
  };
}
