import {
  FleetFilter,
  FleetGroup,
  FleetGrouping,
  FleetGroupSort,
} from '@portolan/plugin-supply-chain-common';
import { Visibility } from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import { OrderColumn, readPage } from './readPage';
import { selectRunning } from './selectRunning';
import { answerRanks, fromRank } from './tables';

/** A group's key; empty for the rows that have none. */
const keys: Record<FleetGrouping, string> = {
  owner: "coalesce(owner, '')",
  system: "coalesce(system, '')",
  image: "coalesce(digest, '')",
};

const key: OrderColumn = { column: 'group_key', order: 'asc' };

const sorts: Record<FleetGroupSort, readonly OrderColumn[]> = {
  // The worst, and of those the ones with most that fails.
  worst: [
    { column: 'answer', order: 'asc' },
    { column: 'fail', order: 'desc' },
    key,
  ],
  name: [key],
  criticals: [{ column: 'criticals', order: 'desc', absent: -1 }, key],
  containers: [{ column: 'containers', order: 'desc' }, key],
};

const countOf = (rank: number) =>
  `sum(case when answer = ${rank} then 1 else 0 end)`;

const columns = {
  image: 'min(image)',
  answer: 'min(answer)',
  signed: 'min(signed)',
  scanned: 'min(scanned)',
  source: 'min(source)',
  fail: countOf(answerRanks.fail),
  unknown: countOf(answerRanks.unknown),
  excepted: countOf(answerRanks['pass with exception']),
  pass: countOf(answerRanks.pass),
  containers: 'count(*)',
  workloads:
    "count(distinct cluster || ' ' || namespace || ' ' || workload_kind || ' ' || workload_name)",
  components: 'count(distinct entity_ref)',
  environments: 'count(distinct environment)',
  criticals: 'max(criticals)',
  highs: 'max(highs)',
};

type GroupRow = Record<
  Exclude<keyof typeof columns, 'image' | 'criticals' | 'highs'>,
  number | string
> & {
  group_key: string;
  image: string;
  criticals: number | null;
  highs: number | null;
};

/** Reads what runs, taken together by owner, system or image. */
export class FleetGroupStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Reads every row that matches once, so that a group's numbers are whole. */
  async list(
    query: {
      by: FleetGrouping;
      filter: FleetFilter;
      sort: FleetGroupSort;
      limit: number;
      cursor?: string;
    },
    visibility: Visibility,
  ): Promise<{ items: FleetGroup[]; total: number; cursor?: string }> {
    const { by, filter, sort, limit, cursor } = query;
    const database = this.#database;
    const groups = selectRunning(database, filter, visibility)
      .select(
        database.raw(`${keys[by]} as group_key`),
        ...Object.entries(columns).map(([name, expression]) =>
          database.raw(`${expression} as ??`, [name]),
        ),
      )
      .groupBy('group_key');
    const { rows, next } = await readPage<GroupRow>(
      database.queryBuilder().from(groups.as('groups')),
      { order: sorts[sort], limit, cursor },
    );
    const [{ count }] = await selectRunning(
      database,
      filter,
      visibility,
    ).select(database.raw(`count(distinct ${keys[by]}) as count`));
    return {
      items: rows.map(row => toFleetGroup(row, by)),
      total: Number(count),
      ...(next ? { cursor: next } : {}),
    };
  }
}

function toFleetGroup(row: GroupRow, by: FleetGrouping): FleetGroup {
  return {
    key: row.group_key || undefined,
    image: by === 'image' ? row.image : undefined,
    answer: fromRank(Number(row.answer)),
    signed: fromRank(Number(row.signed)),
    scanned: fromRank(Number(row.scanned)),
    source: fromRank(Number(row.source)),
    byAnswer: {
      fail: Number(row.fail),
      unknown: Number(row.unknown),
      'pass with exception': Number(row.excepted),
      pass: Number(row.pass),
    },
    containers: Number(row.containers),
    workloads: Number(row.workloads),
    components: Number(row.components),
    environments: Number(row.environments),
    criticals: row.criticals ?? undefined,
    highs: row.highs ?? undefined,
  };
}
