import type { DayOfAnswers } from '@portolan/plugin-supply-chain-common';
import { Knex } from 'knex';
import {
  inBatches,
  whereRefIn,
  type Visibility,
} from '@portolan/plugin-workloads-node';
import { DailyAnswersTableRow } from './tables';

/** Of everything together, so that who may read all of it needs no sum. */
const everything = '*';
/** Of what belongs to no component and is claimed by none. */
const nobodys = '';

const dayMs = 86_400_000;
/** In the order of `answerRanks`. */
const counted = ['fail', 'unknown', 'excepted', 'pass'] as const;
const nothing = { fail: 0, unknown: 0, excepted: 0, pass: 0 };

type Counts = Pick<DailyAnswersTableRow, (typeof counted)[number]>;

/** How much ran by answer, a row a day and component. */
export class AnswerHistoryStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Makes today's rows say what runs now; nothing is written where nothing changed. */
  async record(now: Date): Promise<void> {
    const day = dayOf(now);
    await this.#database.transaction(async tx => {
      const current = await countRunning(tx);
      const stored = new Map(
        (await tx('daily_answers').where({ day })).map(row => [
          row.entity_ref,
          row,
        ]),
      );
      const changed = [...current].flatMap(([entity_ref, counts]) => {
        const before = stored.get(entity_ref);
        stored.delete(entity_ref);
        return before && counted.every(name => before[name] === counts[name])
          ? []
          : [{ day, entity_ref, ...counts }];
      });
      for (const batch of inBatches(changed)) {
        await tx('daily_answers')
          .insert(batch)
          .onConflict(['entity_ref', 'day'])
          .merge();
      }
      for (const refs of inBatches([...stored.keys()])) {
        await tx('daily_answers')
          .where({ day })
          .whereIn('entity_ref', refs)
          .delete();
      }
    });
  }

  /** @returns one for each of the last days, also where nobody looked */
  async list(
    options: { days: number; now: Date },
    visibility: Visibility,
  ): Promise<DayOfAnswers[]> {
    const { days, now } = options;
    const names = Array.from({ length: days }, (_, index) =>
      dayOf(new Date(now.getTime() - (days - 1 - index) * dayMs)),
    );
    const known = await this.#database('daily_answers')
      .where({ entity_ref: everything })
      .where('day', '>=', names[0]);
    const seen = new Map<string, Counts>(
      known.map(row => [
        row.day,
        // A day on which somebody looked, and saw nothing of theirs.
        visibility.kind === 'all' ? row : nothing,
      ]),
    );
    if (visibility.kind === 'entities') {
      const rows = await this.#sums(names[0], visibility.entityRefs);
      for (const row of rows) {
        seen.set(row.day, row);
      }
    }
    return names.map(day => toDay(day, seen.get(day)));
  }

  async #sums(
    from: string,
    entityRefs: readonly string[],
  ): Promise<(Counts & { day: string })[]> {
    const query: Knex.QueryBuilder = this.#database('daily_answers');
    whereRefIn(query, [...entityRefs, nobodys]);
    return query
      .where('day', '>=', from)
      .groupBy('day')
      .select('day')
      .sum(Object.fromEntries(counted.map(name => [name, name])));
  }
}

async function countRunning(
  tx: Knex.Transaction,
): Promise<Map<string, Counts>> {
  const rows: {
    entity_ref: string | null;
    is_claimed: number;
    answer: number;
    count: number;
  }[] = await tx('running')
    .select(
      'entity_ref',
      'answer',
      tx.raw('case when claimed_by is null then 0 else 1 end as is_claimed'),
    )
    .count({ count: '*' })
    .groupBy('entity_ref', 'answer', 'is_claimed');
  const counts = new Map<string, Counts>();
  const add = (ref: string, row: (typeof rows)[number]) => {
    const sum = counts.get(ref) ?? { ...nothing };
    sum[counted[row.answer]] += Number(row.count);
    counts.set(ref, sum);
  };
  counts.set(everything, { ...nothing });
  for (const row of rows) {
    add(everything, row);
    if (row.entity_ref !== null) add(row.entity_ref, row);
    else if (!Number(row.is_claimed)) add(nobodys, row);
  }
  return counts;
}

function toDay(day: string, counts: Counts | undefined): DayOfAnswers {
  if (!counts) return { day };
  return {
    day,
    byAnswer: {
      fail: Number(counts.fail),
      unknown: Number(counts.unknown),
      'pass with exception': Number(counts.excepted),
      pass: Number(counts.pass),
    },
  };
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
