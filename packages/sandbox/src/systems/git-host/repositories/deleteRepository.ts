import { GitHostContext, gitOf } from '../GitHostContext';
import { RepositoryRecord } from '../state/records';

/** Everything that belongs to a repository goes with it. */
export async function deleteRepository(
  context: GitHostContext,
  repository: RepositoryRecord,
): Promise<void> {
  const { state, storage } = context;
  const its = (one: { repositoryId?: number }) =>
    one.repositoryId === repository.id;
  await gitOf(context, repository).exclusively(async () => {
    for (const { id } of state.pullRequests.filter(its)) {
      state.reviews.deleteWhere(one => one.pullRequestId === id);
      state.comments.deleteWhere(one => one.pullRequestId === id);
    }
    state.pullRequests.deleteWhere(its);
    state.statuses.deleteWhere(its);
    state.protections.deleteWhere(its);
    state.hooks.deleteWhere(its);
    state.redirects.deleteWhere(its);
    for (const team of state.teams.filter()) {
      const left = team.repositories.filter(id => id !== repository.id);
      if (left.length < team.repositories.length) {
        state.teams.update(team.id, { repositories: left });
      }
    }
    state.repositories.delete(repository.id);
    await storage.remove(repository.id);
  });
}
