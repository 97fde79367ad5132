import { createHash } from 'node:crypto';
import type { ParsedReport } from '../report';
import { rankOfResult, rankOfSeverity, type ResultTableRow } from './tables';

/** The rows of a report; control, stage and workload are found by others. Pure. */
export function toResultRows(
  report: ParsedReport,
  options: { cluster: string; reportUid: string; now: string },
): ResultTableRow[] {
  const { cluster, reportUid, now } = options;
  const seen = new Map<string, number>();
  return report.results.map(one => {
    const { resource } = one;
    const namespace = resource.namespace ?? '';
    const subject = hashOf([
      cluster,
      namespace,
      resource.kind,
      resource.name,
      one.source,
      one.policy,
      one.rule ?? '',
    ]);
    // A report may say a thing twice: of two validations of one rule.
    const nth = seen.get(subject) ?? 0;
    seen.set(subject, nth + 1);
    return {
      id: hashOf([subject, reportUid, nth]),
      subject,
      report_uid: reportUid,
      cluster,
      namespace,
      resource_api_version: resource.apiVersion,
      resource_kind: resource.kind,
      resource_name: resource.name,
      workload_kind: resource.kind,
      workload_name: resource.name,
      source: one.source,
      policy: one.policy,
      rule: one.rule ?? null,
      control: one.policy,
      stage: 'unknown',
      result: rankOfResult(one.result),
      severity: rankOfSeverity(one.severity),
      category: one.category ?? null,
      message: one.message,
      field: one.field ?? null,
      validation: one.validation ?? null,
      exceptions: JSON.stringify(one.exceptions),
      evaluated_at: one.evaluatedAt ?? null,
      first_seen: now,
      counted: 0,
      search: [namespace, resource.name, one.policy, one.rule, one.message]
        .join(' ')
        .toLowerCase(),
    };
  });
}

function hashOf(parts: readonly (string | number)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('base64url')
    .slice(0, 22);
}
