import { HookRecord } from '../../state/records';
import { formatTime } from './times';

/** The secret is never shown again. */
export function formatHook(hook: HookRecord): object {
  return {
    id: hook.id,
    name: hook.name,
    type: hook.type,
    branch_filter: hook.branchFilter,
    config: { content_type: hook.contentType, url: hook.url },
    events: hook.events,
    authorization_header: hook.authorizationHeader,
    active: hook.active,
    updated_at: formatTime(hook.updatedAt),
    created_at: formatTime(hook.createdAt),
  };
}
