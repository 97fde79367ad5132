import {
  FleetFilter,
  FleetItem,
  FleetSort,
} from '@portolan/plugin-supply-chain-common';
import { Knex } from 'knex';
import type { Visibility } from '@portolan/plugin-workloads-node';
import { OrderColumn, readPage } from './readPage';
import { selectRunning } from './selectRunning';
import { fromRank, RunningTableRow } from './tables';

const none = -1;
const id: OrderColumn = { column: 'id', order: 'asc' };

const sorts: Record<FleetSort, readonly OrderColumn[]> = {
  // The worst, and of those the longest.
  worst: [
    { column: 'answer', order: 'asc' },
    { column: 'answer_since', order: 'asc' },
    id,
  ],
  since: [{ column: 'answer_since', order: 'desc' }, id],
  name: [{ column: 'workload_name', order: 'asc' }, id],
  criticals: [{ column: 'criticals', order: 'desc', absent: none }, id],
};

/** Reads what runs, page by page. */
export class FleetStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Entities that something that runs belongs to. */
  async listEntityRefs(): Promise<string[]> {
    const rows = await this.#database('running')
      .whereNotNull('entity_ref')
      .distinct('entity_ref');
    return rows.flatMap(({ entity_ref }) => entity_ref ?? []);
  }

  async list(
    query: {
      filter: FleetFilter;
      sort: FleetSort;
      limit: number;
      cursor?: string;
    },
    visibility: Visibility,
  ): Promise<{ items: FleetItem[]; total: number; cursor?: string }> {
    const { filter, sort, limit, cursor } = query;
    const { rows, next } = await readPage<RunningTableRow>(
      selectRunning(this.#database, filter, visibility),
      { order: sorts[sort], limit, cursor },
    );
    const [{ count }] = await selectRunning(
      this.#database,
      filter,
      visibility,
    ).count({ count: '*' });
    return {
      items: rows.map(toFleetItem),
      total: Number(count),
      ...(next ? { cursor: next } : {}),
    };
  }
}

function toFleetItem(row: RunningTableRow): FleetItem {
  const claimedBy: string[] | undefined = row.claimed_by
    ? JSON.parse(row.claimed_by)
    : undefined;
  return {
    id: String(row.id),
    entityRef: row.entity_ref ?? undefined,
    claimedBy,
    owner: row.owner ?? undefined,
    system: row.system ?? undefined,
    environment: row.environment ?? undefined,
    cluster: row.cluster,
    namespace: row.namespace,
    workload: { kind: row.workload_kind, name: row.workload_name },
    container: row.container,
    role: row.role,
    image: row.image,
    digest: row.digest ?? undefined,
    pods: row.pods,
    answer: fromRank(row.answer),
    signed: fromRank(row.signed),
    scanned: fromRank(row.scanned),
    source: fromRank(row.source),
    criticals: row.criticals ?? undefined,
    highs: row.highs ?? undefined,
    since: row.answer_since,
  };
}
