import type { ResultState } from '@portolan/plugin-guardrails-common';
import { inBatches } from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import {
  resultOfRank,
  type ResultTableRow,
  type TransitionTableRow,
} from './tables';

/**
 * Keeps every change of a result. A resource that passes from the first day on
 * says nothing new, and neither does one that is gone.
 */
export async function recordTransitions(
  tx: Knex.Transaction,
  change: {
    before: readonly ResultTableRow[];
    after: readonly ResultTableRow[];
    now: string;
  },
): Promise<void> {
  const before = new Map(change.before.map(row => [row.subject, row]));
  const rows = change.after.flatMap(row => {
    const from = before.get(row.subject);
    const to = resultOfRank(row.result);
    if (from?.result === row.result) return [];
    if (!from && to === 'pass') return [];
    return [
      toRow(row, { from: from && resultOfRank(from.result), to, change }),
    ];
  });
  for (const batch of inBatches(rows))
    await tx('result_transitions').insert(batch);
}

function toRow(
  row: ResultTableRow,
  options: {
    from: ResultState | undefined;
    to: ResultState;
    change: { now: string };
  },
): Omit<TransitionTableRow, 'id'> {
  return {
    at: options.change.now,
    cluster: row.cluster,
    namespace: row.namespace,
    workload_kind: row.workload_kind,
    workload_name: row.workload_name,
    source: row.source,
    policy: row.policy,
    rule: row.rule,
    control: row.control,
    stage: row.stage,
    from: options.from ?? null,
    to: options.to,
    why: row.message.slice(0, 500),
  };
}
