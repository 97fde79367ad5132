import {
  Projection,
  ProjectionChange,
  WatchedKind,
} from '@portolan/plugin-cluster-watch-node';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { inBatches } from '@portolan/plugin-workloads-node';
import {
  projectSbomReport,
  projectSecretReport,
  projectVulnerabilityReport,
  ReportRow,
} from '../projections/projectReport';
import { markImages } from './markImages';
import { packJson } from './pack';
import { ReportTableRow } from './tables';

const group = 'aquasecurity.github.io';

const reportKinds = {
  vulnerabilities: {
    id: 'vulnerability-reports',
    plural: 'vulnerabilityreports',
    project: projectVulnerabilityReport,
  },
  secrets: {
    id: 'exposed-secret-reports',
    plural: 'exposedsecretreports',
    project: projectSecretReport,
  },
  packages: {
    id: 'sbom-reports',
    plural: 'sbomreports',
    project: projectSbomReport,
  },
} as const;

/** Reports of Trivy Operator; what many of them found alike is kept once. */
export class ReportProjection implements Projection<ReportRow> {
  readonly revision = 2;
  readonly kind: WatchedKind;
  readonly project: (object: unknown) => ReportRow;
  readonly #now: () => Date;

  constructor(options: { kind: ReportTableRow['kind']; now: () => Date }) {
    this.#now = options.now;
    const versions: [string] = ['v1alpha1'];
    const { id, plural, project } = reportKinds[options.kind];
    this.kind = { id, group, versions, plural };
    this.project = project;
  }

  async apply(
    tx: Knex.Transaction,
    { cluster, deletes, upserts }: ProjectionChange<ReportRow>,
  ): Promise<void> {
    const now = this.#now();
    const uids = [...deletes, ...upserts].map(({ uid }) => uid);
    const digests: (string | null)[] = [];
    const parents: [string, string, string, string][] = [];
    for (const batch of inBatches(uids)) {
      const reports = tx('reports').where({ cluster }).whereIn('uid', batch);
      const before = await reports.clone();
      digests.push(...before.map(({ digest }) => digest));
      await reports.clone().delete();
    }
    const contents = new Map<string, ReportRow['found']>();
    const rows = upserts.map(
      ({ namespace = '', name, uid, row }): ReportTableRow => {
        const text = JSON.stringify(row.found);
        const content = createHash('sha256').update(text).digest('base64url');
        contents.set(content, row.found);
        digests.push(row.digest ?? null);
        if (!row.digest) {
          parents.push([cluster, namespace, row.parent.kind, row.parent.name]);
        }
        return {
          cluster,
          uid,
          kind: row.kind,
          namespace,
          name,
          parent_kind: row.parent.kind,
          parent_name: row.parent.name,
          container: row.container,
          digest: row.digest ?? null,
          image: row.image ?? null,
          scanner: row.scanner,
          scanned_at: row.scannedAt,
          content,
          recognised: row.recognised ? 1 : 0,
          serial_number: (row.kind === 'packages' && row.serialNumber) || null,
        };
      },
    );
    for (const batch of inBatches([...contents], 50)) {
      await tx('report_contents')
        .insert(
          await Promise.all(
            batch.map(async ([content, found]) => ({
              content,
              found: await packJson(found),
            })),
          ),
        )
        .onConflict('content')
        .ignore();
    }
    for (const batch of inBatches(rows)) await tx('reports').insert(batch);
    await markImages(tx, { digests, parents, now });
  }
}
