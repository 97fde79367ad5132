import { toCsv } from '@portolan/plugin-answers-react';
import { PolicyResult } from '@portolan/plugin-guardrails-common';

export function resultCsv(items: readonly PolicyResult[]): string {
  return toCsv(items, {
    cluster: item => item.cluster,
    namespace: item => item.namespace,
    environment: item => item.environment,
    component: item => item.entityRef,
    resource: item => `${item.resource.kind}/${item.resource.name}`,
    workload: item =>
      item.workload && `${item.workload.kind}/${item.workload.name}`,
    policy: item => item.policy,
    rule: item => item.rule,
    control: item => item.control,
    source: item => item.source,
    result: item => item.result,
    severity: item => item.severity,
    stage: item => item.stage,
    message: item => item.message,
    field: item => item.field,
    exceptions: item => item.exceptions.join(' '),
    'first seen': item => item.firstSeen,
    evaluated: item => item.evaluatedAt,
    stale: item => item.stale,
  });
}
