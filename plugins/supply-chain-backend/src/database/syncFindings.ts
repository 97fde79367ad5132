import { severities } from '@portolan/plugin-supply-chain-common';
import { Knex } from 'knex';
import { inBatches } from '@portolan/plugin-workloads-node';
import type { MergedFinding } from '../verdict/mergeFindings';
import { FindingTableRow } from './tables';

type Changes = {
  insert: FindingTableRow[];
  update: FindingTableRow[];
  remove: FindingTableRow[];
};

/** Makes the findings of a digest these; who found one keeps since when. Writes what differs only. */
export async function syncFindings(
  tx: Knex.Transaction,
  digest: string,
  options: { findings: readonly MergedFinding[]; now: Date },
): Promise<void> {
  const stored = await tx('findings').where({ digest });
  const { insert, update, remove } = planFindings(digest, {
    ...options,
    stored,
  });
  for (const batch of inBatches(insert)) await tx('findings').insert(batch);
  for (const row of update) await tx('findings').where(keyOf(row)).update(row);
  for (const batch of inBatches(remove)) {
    await tx('findings')
      .whereIn(
        ['digest', 'vulnerability', 'package', 'installed_version'],
        batch.map(row => Object.values(keyOf(row))),
      )
      .delete();
  }
}

/** Pure. */
export function planFindings(
  digest: string,
  options: {
    findings: readonly MergedFinding[];
    stored: readonly FindingTableRow[];
    now: Date;
  },
): Changes {
  const { findings, stored, now } = options;
  const at = now.toISOString();
  const left = new Map(stored.map(row => [JSON.stringify(keyOf(row)), row]));
  const changes: Changes = { insert: [], update: [], remove: [] };
  for (const finding of findings) {
    const row: FindingTableRow = {
      digest,
      vulnerability: finding.id,
      package: finding.package,
      installed_version: finding.installedVersion,
      severity: severities.indexOf(finding.severity),
      fixed_version: finding.fixedVersion ?? null,
      title: finding.title ?? null,
      url: finding.url ?? null,
      pipeline_since: finding.pipeline ? at : null,
      cluster_since: finding.cluster ? at : null,
      first_seen: at,
    };
    const key = JSON.stringify(keyOf(row));
    const before = left.get(key);
    left.delete(key);
    if (!before) {
      changes.insert.push(row);
      continue;
    }
    const after: FindingTableRow = {
      ...row,
      pipeline_since: row.pipeline_since && (before.pipeline_since ?? at),
      cluster_since: row.cluster_since && (before.cluster_since ?? at),
      first_seen: before.first_seen,
    };
    const differs = (Object.keys(after) as (keyof FindingTableRow)[]).some(
      column => after[column] !== before[column],
    );
    if (differs) changes.update.push(after);
  }
  changes.remove = [...left.values()];
  return changes;
}

function keyOf(row: FindingTableRow) {
  const { digest, vulnerability, installed_version } = row;
  return { digest, vulnerability, package: row.package, installed_version };
}
