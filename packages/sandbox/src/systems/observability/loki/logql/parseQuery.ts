import { Matcher } from '../../query/labels';
import { LokiError } from '../LokiError';
import { LogQuery, Query } from './ast';
import { QueryParser } from './QueryParser';

/** @throws LokiError with line and column, in Loki's words */
export function parseQuery(text: string): Query {
  return new QueryParser(text).whole();
}

/** Only `{…}`, as the label endpoints take it. */
export function parseSelector(text: string): Matcher[] {
  const query = parseQuery(text);
  if (query.kind !== 'logs' || query.stages.length > 0) {
    throw new LokiError('only label matchers are supported');
  }
  return query.matchers;
}

export function isLogQuery(query: Query): query is LogQuery {
  return query.kind === 'logs';
}
