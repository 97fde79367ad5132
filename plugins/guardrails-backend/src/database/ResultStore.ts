import { InputError } from '@backstage/errors';
import {
  resultStates,
  severities,
  type ResultFilter,
} from '@portolan/plugin-guardrails-common';
import {
  fromCursor,
  inBatches,
  toCursor,
  toLikePattern,
  type Visibility,
  whereVisible,
  workloadColumns,
} from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import type { ResultTableRow } from './tables';

/** A result, and whose it is. */
export type OwnedResultRow = ResultTableRow & {
  entity_ref: string | null;
  environment: string | null;
  /** Whether the pod that it speaks of is there; null when it speaks of something else. */
  pod_uid: string | null;
};

/** The columns of an `OwnedResultRow`. */
const selected = [
  'results.*',
  'workloads.entity_ref',
  'workloads.environment',
  { pod_uid: 'pods.uid' },
] as unknown as string[];

/** Reads results, each counted once for its workload. */
export class ResultStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async list(
    query: {
      filter: ResultFilter & { entityRef?: string };
      limit: number;
      cursor?: string;
    },
    visibility: Visibility,
  ): Promise<{ items: OwnedResultRow[]; total: number; cursor?: string }> {
    const { filter, limit, cursor } = query;
    const page = this.#select(filter, visibility);
    if (cursor) {
      page.whereRaw('(result, severity, id) > (?, ?, ?)', positionOf(cursor));
    }
    const rows = await page
      .clone()
      .select(...selected)
      .orderBy([{ column: 'result' }, { column: 'severity' }, { column: 'id' }])
      .limit(limit + 1);
    const items: OwnedResultRow[] = rows.slice(0, limit);
    const last = items.at(-1);
    const [{ count }] = await this.#select(filter, visibility).count({
      count: '*',
    });
    return {
      items,
      total: Number(count),
      ...(rows.length > limit && last
        ? { cursor: toCursor([last.result, last.severity, last.id]) }
        : {}),
    };
  }

  /** Who reports anything at all. */
  async listSources(): Promise<string[]> {
    const rows = await this.#database('results').distinct('source');
    return rows.map(({ source }) => source).sort();
  }

  /** Those of some namespaces. */
  async ofNamespaces(
    places: readonly { cluster: string; namespace: string }[],
  ): Promise<OwnedResultRow[]> {
    const rows: OwnedResultRow[] = [];
    for (const batch of inBatches(places)) {
      rows.push(
        ...(await this.#joined()
          .where('counted', 1)
          .whereIn(
            ['results.cluster', 'results.namespace'],
            batch.map(({ cluster, namespace }) => [cluster, namespace]),
          )
          .select(...selected)),
      );
    }
    return rows;
  }

  /** Those of the workloads of an entity. */
  async ofEntity(entityRef: string): Promise<OwnedResultRow[]> {
    return this.#joined()
      .where('counted', 1)
      .where('workloads.entity_ref', entityRef)
      .select(...selected);
  }

  #select(
    filter: ResultFilter & { entityRef?: string },
    visibility: Visibility,
  ): Knex.QueryBuilder {
    const query = this.#joined().where('counted', 1);
    whereVisible(query, visibility);
    const among = (column: string, values: readonly unknown[] | undefined) => {
      if (values) query.whereIn(column, [...values] as string[]);
    };
    among('workloads.environment', filter.environment);
    among('results.cluster', filter.cluster);
    among('results.namespace', filter.namespace);
    among('control', filter.control);
    among('stage', filter.stage);
    among('workloads.owner', filter.owner);
    among(
      'result',
      filter.result?.map(one => resultStates.indexOf(one)),
    );
    among(
      'severity',
      filter.severity?.map(one => severities.indexOf(one)),
    );
    if (filter.entityRef) query.where('entity_ref', filter.entityRef);
    if (filter.owned === true) query.whereNotNull('entity_ref');
    if (filter.owned === false) query.whereNull('entity_ref');
    if (filter.text) {
      query.whereRaw("search like ? escape '\\'", [toLikePattern(filter.text)]);
    }
    return query;
  }

  #joined(): Knex.QueryBuilder {
    return this.#database('results')
      .leftJoin('workloads', join => {
        for (const column of workloadColumns) {
          join.on(`workloads.${column}`, `results.${column}`);
        }
      })
      .leftJoin('pods', join => {
        join
          .on('pods.cluster', 'results.cluster')
          .on('pods.namespace', 'results.namespace')
          .on('pods.name', 'results.resource_name')
          .onVal('results.resource_kind', 'Pod');
      });
  }
}

/** @throws InputError: PostgreSQL itself would fail on text where it has numbers */
function positionOf(cursor: string): [number, number, string] {
  const [result, severity, id] = fromCursor(cursor, 3);
  if (!Number.isInteger(result) || !Number.isInteger(severity)) {
    throw new InputError('cursor: it is none that this list gave');
  }
  return [Number(result), Number(severity), String(id)];
}
