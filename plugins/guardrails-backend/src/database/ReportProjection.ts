import type { JsonObject } from '@backstage/types';
import type {
  KubernetesObject,
  Projection,
  ProjectionChange,
  WatchedKind,
} from '@portolan/plugin-cluster-watch-node';
import { inBatches } from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import { parseReport, type ParsedReport } from '../report';
import { loadClusterFacts } from './ClusterFacts';
import { countResults } from './countResults';
import { placeResults } from './placeResults';
import { recordTransitions } from './recordTransitions';
import { stageOfResult } from './stageOfResult';
import type { ResultTableRow } from './tables';
import { toResultRows } from './toResultRows';

/** Reports of policies, of one kind, into `results`. */
export class ReportProjection implements Projection<JsonObject> {
  readonly kind: WatchedKind;
  readonly revision = 1;
  readonly #now: () => Date;

  constructor(options: { kind: WatchedKind; now: () => Date }) {
    this.kind = options.kind;
    this.#now = options.now;
  }

  project(object: KubernetesObject): JsonObject | undefined {
    const report = parseReport(object);
    return report.results.length > 0
      ? (report as unknown as JsonObject)
      : undefined;
  }

  async apply(
    tx: Knex.Transaction,
    { cluster, deletes, upserts }: ProjectionChange<JsonObject>,
  ): Promise<void> {
    const now = this.#now().toISOString();
    const before: ResultTableRow[] = [];
    for (const batch of inBatches([...deletes, ...upserts])) {
      const own = tx('results')
        .where({ cluster })
        .whereIn(
          'report_uid',
          batch.map(({ uid }) => uid),
        );
      before.push(...(await own.clone()));
      await own.clone().delete();
    }
    const known = new Map(before.map(row => [row.subject, row.first_seen]));
    const facts = await loadClusterFacts(tx, cluster);
    const rows = upserts
      .flatMap(({ uid, row }) =>
        toResultRows(row as unknown as ParsedReport, {
          cluster,
          reportUid: uid,
          now,
        }),
      )
      .map(row => ({
        ...row,
        ...stageOfResult(row, facts),
        first_seen: known.get(row.subject) ?? row.first_seen,
      }));
    const placed = await placeResults(tx, rows);
    for (const batch of inBatches(placed, 200)) {
      await tx('results').insert(batch);
    }
    await countResults(tx, [...before, ...placed]);
    await recordTransitions(tx, { before, after: placed, now });
  }
}
