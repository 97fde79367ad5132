import { Manager, managerId, Managers, Ownership } from './Managers';

/** More entries than this by updates are folded into one. */
const MOST_UPDATERS = 10;
const ANCIENT = 'ancient-changes';

/** Folds the oldest updaters of an API version into one, so that entries do not grow without end. */
export function capManagers(managers: Managers): Managers {
  const updaters = [...managers.entries()]
    .filter(([, { manager }]) => manager.operation === 'Update')
    .sort(([, left], [, right]) =>
      (left.time ?? '') < (right.time ?? '') ? -1 : 1,
    );
  const surplus = updaters.length - MOST_UPDATERS;
  if (surplus <= 0) return managers;
  const result = new Map<string, Ownership>(managers);
  // The bucket takes one entry more than it frees, being one itself.
  for (const [id, ownership] of updaters.slice(0, surplus + 1)) {
    result.delete(id);
    const bucket: Manager = {
      name: ANCIENT,
      operation: 'Update',
      apiVersion: ownership.manager.apiVersion,
    };
    const present = result.get(managerId(bucket));
    result.set(managerId(bucket), {
      manager: bucket,
      fields: present
        ? present.fields.union(ownership.fields)
        : ownership.fields,
      time: ownership.time,
    });
  }
  return result;
}
