import type { SecretFinding } from '@portolan/plugin-supply-chain-common';
import { Knex } from 'knex';
import type {
  ReportedFinding,
  ReportedPackage,
} from '../projections/projectReport';
import type { ClusterScan } from '../verdict/ClusterScan';
import { unpackJson } from './pack';
import type { ImageTableRow, ReportTableRow } from './tables';

type Image = Pick<ImageTableRow, 'digest' | 'index_digest' | 'reference'>;

/** The newest report about an image, by whichever cluster. */
export async function loadScan(
  knex: Knex,
  image: Image,
): Promise<ClusterScan | undefined> {
  const report = await newestReport(knex, image, 'vulnerabilities');
  if (!report) return undefined;
  const { cluster, namespace, name, scanner, scanned_at } = report;
  const { content, recognised } = report;
  const packages = await loadPackages(knex, image);
  return {
    cluster,
    report: `${namespace}/${name}`,
    scanner,
    scannedAt: new Date(scanned_at),
    // A list of packages proves it, too.
    isRecognised: recognised !== 0 || (packages?.count ?? 0) > 0,
    packages,
    findings: await loadContent<ReportedFinding>(knex, content),
  };
}

/** How many packages an image has, as the newest list of them says. */
async function loadPackages(
  knex: Knex,
  image: Image,
): Promise<ClusterScan['packages']> {
  const report = await newestReport(knex, image, 'packages');
  if (!report) return undefined;
  const { scanner, scanned_at, content, serial_number } = report;
  return {
    count: (await loadContent<ReportedPackage>(knex, content)).length,
    scanner,
    asOf: scanned_at,
    serialNumber: serial_number ?? undefined,
  };
}

/** Secrets that were found in an image, as the newest report has them. */
export async function loadSecrets(
  knex: Knex,
  image: Image,
): Promise<SecretFinding[]> {
  const report = await newestReport(knex, image, 'secrets');
  return report ? loadContent<SecretFinding>(knex, report.content) : [];
}

/** Whether there is a report about a container that runs the image, which does not say about which digest. */
export async function isNamedInReport(
  knex: Knex,
  image: Image,
): Promise<boolean> {
  const containers = knex('pod_containers')
    .where({ reference: image.reference })
    .select('cluster', 'namespace', 'parent_kind', 'parent_name', 'container');
  const row = await knex('reports')
    .whereNull('digest')
    .where({ kind: 'vulnerabilities' })
    .whereIn(
      ['cluster', 'namespace', 'parent_kind', 'parent_name', 'container'],
      containers,
    )
    .first('uid');
  return row !== undefined;
}

async function newestReport(
  knex: Knex,
  { digest, index_digest }: Image,
  kind: ReportTableRow['kind'],
): Promise<ReportTableRow | undefined> {
  const digests = index_digest ? [digest, index_digest] : [digest];
  return (
    knex('reports')
      .whereIn('digest', digests)
      .where({ kind })
      // Of reports of one moment always the same one: an answer that is worked out
      // again must not name another cluster.
      .orderBy([
        { column: 'scanned_at', order: 'desc' },
        { column: 'cluster' },
        { column: 'uid' },
      ])
      .first()
  );
}

async function loadContent<T>(knex: Knex, content: string): Promise<T[]> {
  const row = await knex('report_contents').where({ content }).first('found');
  return row ? unpackJson<T[]>(row.found) : [];
}
