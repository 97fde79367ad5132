import { Request } from 'express';
import { accessOf, atLeast } from '../access/permissions';
import { queryText } from '../api/forms';
import { GitHostContext } from '../GitHostContext';
import { RepositoryRecord, UserRecord } from '../state/records';

/** The repositories that somebody sees and that match, by name. */
export function searchRepositories(
  { state }: GitHostContext,
  viewer: UserRecord | undefined,
  query: Request['query'],
): RepositoryRecord[] {
  const text = (queryText(query.q) ?? '').toLowerCase();
  const byTopic = queryText(query.topic) === 'true';
  const ownerId = Number(query.uid) || undefined;
  const matches = ({ name, description, topics }: RepositoryRecord) => {
    if (byTopic) return topics.includes(text);
    const inDescription =
      query.includeDesc === 'true' && description.toLowerCase().includes(text);
    return name.toLowerCase().includes(text) || inDescription;
  };
  return state.repositories
    .filter(
      one =>
        matches(one) &&
        (!ownerId || one.ownerId === ownerId) &&
        atLeast(accessOf(state, viewer, one), 'read'),
    )
    .sort(
      (one, other) =>
        one.name.localeCompare(other.name, 'en') || one.id - other.id,
    );
}
