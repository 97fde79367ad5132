import {
  Answer,
  answers,
  FleetCounts,
  FleetFilter,
  FleetItem,
  FleetSort,
} from '@portolan/plugin-supply-chain-common';
import { Knex } from 'knex';
import {
  fromCursor,
  toCursor,
  toLikePattern,
  Visibility,
  whereVisible,
} from '@portolan/plugin-workloads-node';
import { answerRanks, RunningTableRow } from './tables';

/** What is sorted by; nulls are last in all of them, as the smallest of a falling order. */
const sorts = {
  worst: { column: 'answer', order: 'asc' },
  since: { column: 'answer_since', order: 'desc' },
  name: { column: 'workload_name', order: 'asc' },
  criticals: { column: 'criticals', order: 'desc' },
} as const satisfies Record<
  FleetSort,
  { column: keyof RunningTableRow; order: 'asc' | 'desc' }
>;

const none = -1;

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
    const { column, order } = sorts[sort];
    const page = this.#select(filter, visibility);
    const sorted =
      column === 'criticals'
        ? page.orderByRaw(`coalesce(criticals, ${none}) desc`)
        : page.orderBy(column, order);
    sorted.orderBy('id').limit(limit + 1);
    if (cursor) {
      const [value, id] = fromCursor(cursor, 2);
      const expression =
        column === 'criticals' ? `coalesce(criticals, ${none})` : column;
      sorted.whereRaw(
        `(${expression} ${
          order === 'asc' ? '>' : '<'
        } ? or (${expression} = ? and id > ?))`,
        [value, value, id],
      );
    }
    const rows: RunningTableRow[] = await sorted;
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(toFleetItem),
      total: await this.#count(filter, visibility),
      ...(rows.length > limit && last
        ? { cursor: toCursor([last[column] ?? none, last.id]) }
        : {}),
    };
  }

  async count(
    filter: FleetFilter,
    visibility: Visibility,
  ): Promise<FleetCounts> {
    const rows: { answer: number; isOwned: number; count: number }[] =
      await this.#select(filter, visibility)
        .select('answer')
        .select(
          this.#database.raw(
            'case when entity_ref is null then 0 else 1 end as ??',
            ['isOwned'],
          ),
        )
        .count({ count: '*' })
        .groupBy('answer', 'isOwned');
    const sum = (of: (row: (typeof rows)[number]) => boolean) =>
      rows.filter(of).reduce((total, { count }) => total + Number(count), 0);
    const byAnswer = (answer: Answer) =>
      sum(row => row.answer === answerRanks[answer]);
    return {
      running: sum(() => true),
      byAnswer: {
        fail: byAnswer('fail'),
        unknown: byAnswer('unknown'),
        'pass with exception': byAnswer('pass with exception'),
        pass: byAnswer('pass'),
      },
      unowned: sum(({ isOwned }) => Number(isOwned) === 0),
    };
  }

  async #count(filter: FleetFilter, visibility: Visibility): Promise<number> {
    const [{ count }] = await this.#select(filter, visibility).count({
      count: '*',
    });
    return Number(count);
  }

  #select(filter: FleetFilter, visibility: Visibility): Knex.QueryBuilder {
    const { answer, owner, system, environment, component, owned, text } =
      filter;
    const query: Knex.QueryBuilder = this.#database('running');
    whereVisible(query, visibility);
    if (answer) {
      query.whereIn(
        'answer',
        answer.map(one => answerRanks[one]),
      );
    }
    if (owner) query.whereIn('owner', [...owner]);
    if (system) query.whereIn('system', [...system]);
    if (environment) query.whereIn('environment', [...environment]);
    if (component) query.whereIn('entity_ref', [...component]);
    if (owned === true) query.whereNotNull('entity_ref');
    if (owned === false) query.whereNull('entity_ref');
    if (text) {
      query.whereRaw("search like ? escape '\\'", [toLikePattern(text)]);
    }
    return query;
  }
}

export function toFleetItem(row: RunningTableRow): FleetItem {
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

export function fromRank(rank: number): Answer {
  return answers.find(answer => answerRanks[answer] === rank) ?? 'unknown';
}
