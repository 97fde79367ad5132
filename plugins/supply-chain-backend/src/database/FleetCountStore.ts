import {
  answers,
  FleetCounts,
  FleetFilter,
  WorstFinding,
  worstFindings,
} from '@portolan/plugin-supply-chain-common';
import { Visibility } from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import { selectRunning } from './selectRunning';
import { answerRanks } from './tables';

/** As `worstFindings`, told by the columns of a row. */
const worstFinding = `case
  when criticals is null then 'unscanned'
  when criticals > 0 then 'critical'
  when highs > 0 then 'high'
  else 'none' end`;

/** Counts what runs. */
export class FleetCountStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async count(
    filter: FleetFilter,
    visibility: Visibility,
  ): Promise<FleetCounts> {
    const rows: {
      answer: number;
      is_owned: number;
      worst_finding: WorstFinding;
      count: number;
    }[] = await selectRunning(this.#database, filter, visibility)
      .select(
        'answer',
        this.#database.raw(
          'case when entity_ref is null then 0 else 1 end as is_owned',
        ),
        this.#database.raw(`${worstFinding} as worst_finding`),
      )
      .count({ count: '*' })
      .groupBy('answer', 'is_owned', 'worst_finding');
    const sum = (of: (row: (typeof rows)[number]) => boolean) =>
      rows.filter(of).reduce((total, { count }) => total + Number(count), 0);
    return {
      running: sum(() => true),
      byAnswer: toRecord(answers, answer =>
        sum(row => row.answer === answerRanks[answer]),
      ),
      unowned: sum(({ is_owned }) => Number(is_owned) === 0),
      byWorstFinding: toRecord(worstFindings, worst =>
        sum(row => row.worst_finding === worst),
      ),
    };
  }
}

function toRecord<K extends string>(
  keys: readonly K[],
  countOf: (key: K) => number,
): Record<K, number> {
  return Object.fromEntries(keys.map(key => [key, countOf(key)])) as Record<
    K,
    number
  >;
}
