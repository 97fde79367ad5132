import { Knex } from 'knex';
import { createHash } from 'node:crypto';

/**
 * What the tables say, without what is different in every run: numbers that a
 * database gives, and times of the portal's own clock. Rows name an image by
 * its reference instead of its number.
 */
const queries: Readonly<Record<string, (knex: Knex) => Knex.QueryBuilder>> = {
  owners: knex => knex('owners'),
  pod_containers: knex => knex('pod_containers'),
  entities: knex => knex('entities'),
  images: knex =>
    knex('images').select(
      'reference',
      'within',
      'registry',
      'digest',
      'index_digest',
      knex.raw('unused_since is null as used'),
    ),
  running: knex =>
    withImage(knex, 'running').select(
      'running.cluster',
      'running.namespace',
      'running.workload_kind',
      'running.workload_name',
      'running.container',
      'running.role',
      'running.image',
      'running.digest',
      'running.previous_digest',
      'running.pods',
      'running.since',
      'running.kubernetes_id',
      'running.environment',
      'running.entity_ref',
      'running.claimed_by',
      'running.owner',
      'running.system',
      'running.search',
      'running.answer',
      'running.signed',
      'running.scanned',
      'running.source',
      'running.criticals',
      'running.highs',
    ),
  digest_checks: knex =>
    withImage(knex, 'digest_checks').select(
      'digest_checks.entity_ref',
      'digest_checks.question',
      'digest_checks.answer',
      'digest_checks.code',
      'digest_checks.sentence',
      'digest_checks.expected',
      'digest_checks.evidence',
    ),
  reports: knex => knex('reports'),
  report_contents: knex => knex('report_contents').select('content'),
  findings: knex =>
    knex('findings').select(
      'digest',
      'vulnerability',
      'package',
      'installed_version',
      'severity',
      'fixed_version',
      'title',
      'url',
      knex.raw('pipeline_since is null as pipeline'),
      knex.raw('cluster_since is null as cluster'),
    ),
  deploys: knex =>
    knex('transitions')
      .where({ question: 'deploy' })
      .select(
        'cluster',
        'namespace',
        'workload_kind',
        'workload_name',
        'container',
        'digest',
        'from',
        'to',
        'why',
      ),
  objects: knex =>
    knex('cluster_watch_objects')
      .join(
        'cluster_watch_targets',
        'cluster_watch_targets.id',
        'cluster_watch_objects.target_id',
      )
      .select(
        'cluster_watch_targets.cluster',
        'cluster_watch_targets.kind',
        'cluster_watch_objects.key',
        'cluster_watch_objects.uid',
        'cluster_watch_objects.hash',
        'cluster_watch_objects.rejection',
      ),
};

function withImage(knex: Knex, table: string): Knex.QueryBuilder {
  return knex(table)
    .leftJoin('images', 'images.id', `${table}.image_id`)
    .select('images.reference as image_reference');
}

/** For each table how many rows it has and a hash of what they say, in whatever order they lie. */
export async function dumpTables(knex: Knex): Promise<Record<string, string>> {
  const dump: Record<string, string> = {};
  for (const [table, query] of Object.entries(queries)) {
    const rows: object[] = await query(knex);
    const lines = rows.map(row => JSON.stringify(row)).sort();
    const hash = createHash('sha256').update(lines.join('\n')).digest('hex');
    dump[table] = `${rows.length} ${hash.slice(0, 16)}`;
  }
  return dump;
}
