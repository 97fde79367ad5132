import { GitHostState } from '../state/GitHostState';
import { RepositoryRecord, StatusRecord } from '../state/records';

export function statusesOf(
  state: GitHostState,
  repository: RepositoryRecord,
  sha: string,
): StatusRecord[] {
  return state.statuses.filter(
    status => status.repositoryId === repository.id && status.sha === sha,
  );
}

/** The newest of each context, oldest context first. */
export function newestOfEachContext(statuses: StatusRecord[]): StatusRecord[] {
  const newest = new Map<string, StatusRecord>();
  statuses.forEach(status => newest.set(status.context, status));
  return [...newest.values()].sort((one, other) => one.id - other.id);
}

/** One word for all: the worst, and pending when there are none. */
export function combineStates(statuses: StatusRecord[]): string {
  const states = statuses.map(({ state }) => state);
  const are = (...some: string[]) => states.some(one => some.includes(one));
  if (are('error', 'failure')) return 'failure';
  if (states.length === 0 || are('pending')) return 'pending';
  return are('success', 'warning') ? 'success' : states[0];
}
