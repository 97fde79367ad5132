import type {
  Transition,
  TransitionPage,
} from '@portolan/plugin-supply-chain-common';
import { Knex } from 'knex';
import { fromCursor, toCursor } from '@portolan/plugin-workloads-node';
import type { TransitionTableRow } from './tables';

/** Reads what changed, the newest first. */
export class TransitionStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async list(
    of:
      | { entityRef: string }
      | { digest: string; entityRefs?: readonly string[] },
    query: { limit: number; cursor?: string },
  ): Promise<TransitionPage> {
    const { limit, cursor } = query;
    const select = this.#database('transitions')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if ('digest' in of) {
      select.where({ digest: of.digest });
      const { entityRefs } = of;
      if (entityRefs) {
        select.where(one =>
          one.whereNull('entity_ref').orWhereIn('entity_ref', [...entityRefs]),
        );
      }
    } else {
      select.where({ entity_ref: of.entityRef });
    }
    if (cursor) select.where('id', '<', Number(fromCursor(cursor, 1)[0]));
    const rows = await select;
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(toTransition),
      ...(rows.length > limit && last ? { cursor: toCursor([last.id]) } : {}),
    };
  }
}

function toTransition(row: TransitionTableRow): Transition {
  return {
    id: String(row.id),
    entityRef: row.entity_ref ?? undefined,
    environment: row.environment ?? undefined,
    cluster: row.cluster ?? undefined,
    namespace: row.namespace ?? undefined,
    workload:
      row.workload_kind && row.workload_name
        ? { kind: row.workload_kind, name: row.workload_name }
        : undefined,
    container: row.container ?? undefined,
    digest: row.digest,
    question: row.question as Transition['question'],
    from: row.from ?? undefined,
    to: row.to ?? undefined,
    code: row.code ?? undefined,
    why: row.why,
    at: row.at,
  };
}
