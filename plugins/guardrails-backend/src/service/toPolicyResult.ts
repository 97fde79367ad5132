import type { PolicyResult } from '@portolan/plugin-guardrails-common';
import { whyStale } from '../control';
import type { ClusterFacts } from '../database/ClusterFacts';
import type { OwnedResultRow } from '../database/ResultStore';
import { resultOfRank, severityOfRank } from '../database/tables';
import { coverOf } from '../exception';
import { askOf, evaluatesPolicies, findPolicy } from '../policy';

/** A result as it is true now: by the policies, exceptions and pods that are there. Pure. */
export function toPolicyResult(
  row: OwnedResultRow,
  options: {
    /** Of its cluster; undefined when nothing of it is known. */
    facts: ClusterFacts | undefined;
    staleAfterMs: number;
    now: Date;
  },
): PolicyResult {
  const { facts, staleAfterMs, now } = options;
  const rule = row.rule ?? undefined;
  const reported = {
    source: row.source,
    policy: row.policy,
    rule,
    exceptions: JSON.parse(row.exceptions) as string[],
  };
  const policy = findPolicy(reported, facts?.policies ?? []);
  const { by, broken } = coverOf(reported, {
    exceptions: facts?.exceptions ?? [],
    now,
  });
  const stale = whyStale(
    { evaluatedAt: row.evaluated_at ?? undefined },
    {
      policy: evaluatesPolicies(reported) ? policy : 'none',
      stage: row.stage,
      resource: resourceOf(row),
      broken,
      maxAgeMs: staleAfterMs,
      now,
    },
  );
  const asks =
    policy && askOf(policy, { rule, validation: row.validation ?? undefined });
  const namespace = row.namespace || undefined;
  return {
    id: row.id,
    cluster: row.cluster,
    namespace,
    environment: row.environment ?? undefined,
    entityRef: row.entity_ref ?? undefined,
    resource: {
      apiVersion: row.resource_api_version,
      kind: row.resource_kind,
      name: row.resource_name,
      namespace,
    },
    workload: { kind: row.workload_kind, name: row.workload_name },
    source: row.source,
    policy: row.policy,
    rule,
    control: row.control,
    result: resultOfRank(row.result),
    severity: severityOfRank(row.severity),
    category: row.category ?? undefined,
    message: row.message,
    field: row.field ?? undefined,
    asks,
    docsUrl: policy?.docsUrl,
    stage: row.stage,
    exceptions: by,
    firstSeen: row.first_seen,
    evaluatedAt: row.evaluated_at ?? row.first_seen,
    stale,
  };
}

/** Pods are watched; of other resources the cluster removes the report itself. */
function resourceOf(row: OwnedResultRow): 'unwatched' | object | undefined {
  if (row.resource_kind !== 'Pod') return 'unwatched';
  return row.pod_uid ? {} : undefined;
}
