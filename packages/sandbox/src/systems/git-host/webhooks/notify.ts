import { minimatch } from 'minimatch';
import { GitHostContext } from '../GitHostContext';
import { HookRecord, RepositoryRecord } from '../state/records';
import { HookEvent } from './events';

/** The hooks of a repository and of its owner that want to hear of this. */
function hooksFor(
  { state }: GitHostContext,
  repository: RepositoryRecord,
  event: HookEvent,
  branch: string | undefined,
): HookRecord[] {
  const wants = ({ active, events, branchFilter }: HookRecord) =>
    active &&
    events.includes(event) &&
    (!branch ||
      ['', '*', '**'].includes(branchFilter) ||
      minimatch(branch, branchFilter));
  return [
    ...state.hooks.filter(({ repositoryId }) => repositoryId === repository.id),
    ...state.hooks.filter(
      ({ organizationId }) => organizationId === repository.ownerId,
    ),
  ].filter(wants);
}

/** Sends an event to those who asked for it; its payload is made only if there is somebody. */
export async function notify(
  context: GitHostContext,
  options: {
    repository: RepositoryRecord;
    event: HookEvent;
    /** The branch that the event is about, for hooks that filter by branch. */
    branch?: string;
    payload: () => object | Promise<object>;
  },
): Promise<void> {
  const { repository, event, branch, payload } = options;
  const hooks = hooksFor(context, repository, event, branch);
  if (hooks.length === 0) return;
  const body = await payload();
  hooks.forEach(hook => context.webhooks.send({ hook, event, payload: body }));
}
