import type { FleetFilter } from '@portolan/plugin-supply-chain-common';
import {
  toLikePattern,
  whereVisible,
  type Visibility,
} from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import { answerRanks } from './tables';

/** The rows of what runs that match, of those that may be seen. */
export function selectRunning(
  database: Knex,
  filter: FleetFilter,
  visibility: Visibility,
): Knex.QueryBuilder {
  const { answer, owner, system, environment, component, digest, owned, text } =
    filter;
  const query: Knex.QueryBuilder = database('running');
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
  if (digest) query.whereIn('digest', [...digest]);
  if (owned === true) query.whereNotNull('entity_ref');
  if (owned === false) query.whereNull('entity_ref');
  if (text) {
    query.whereRaw("search like ? escape '\\'", [toLikePattern(text)]);
  }
  return query;
}
