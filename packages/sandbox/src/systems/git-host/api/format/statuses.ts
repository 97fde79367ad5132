import { GitHostContext } from '../../GitHostContext';
import { RepositoryRecord, StatusRecord } from '../../state/records';
import { urlsOf } from './commits';
import { formatTime } from './times';
import { formatUser } from './users';

export function formatStatus(
  context: GitHostContext,
  repository: RepositoryRecord,
  status: StatusRecord,
): object {
  const creator = context.state.userById(status.creatorId);
  return {
    id: status.id,
    status: status.state,
    target_url: status.targetUrl,
    description: status.description,
    url: `${urlsOf(context, repository).api}/statuses/${status.sha}`,
    context: status.context,
    creator: creator ? formatUser(context, creator) : null,
    created_at: formatTime(status.createdAt),
    updated_at: formatTime(status.createdAt),
  };
}
