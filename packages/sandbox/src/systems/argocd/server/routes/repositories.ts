import { messageOf } from '../../wire/messageOf';
import { enforce, may } from '../Accounts';
import { ApiError } from '../ApiError';
import { writeJson } from '../answers';
import { ArgoCdContext, callerOf } from '../ArgoCdContext';
import { KnownRepository } from '../KnownRepositories';
import { RouteTable } from '../RouteTable';

/** Repositories that were registered, with their credentials kept to ourselves. */
export function addRepositoryRoutes(
  routes: RouteTable,
  context: ArgoCdContext,
): void {
  const { knownRepositories, repositories } = context;
  routes
    .add('/api/v1/repositories', {
      get: (req, res) => {
        const caller = callerOf(context, req);
        const items = knownRepositories
          .list()
          .filter(({ repo }) =>
            may(caller, {
              resource: 'repositories',
              action: 'get',
              object: repo,
            }),
          )
          .map(toApiRepository);
        writeJson(res, { metadata: {}, items });
      },
      post: async (req, res) => {
        const { repo, username, password, name, project } = req.body ?? {};
        if (typeof repo !== 'string' || !repo) {
          throw new ApiError(
            'InvalidArgument',
            'repository payload in request was empty',
          );
        }
        enforce(callerOf(context, req), {
          resource: 'repositories',
          action: 'create',
          object: repo,
        });
        const repository: KnownRepository = {
          repo,
          username,
          password,
          name,
          project,
        };
        const before = knownRepositories.get(repo);
        knownRepositories.put(repository);
        try {
          await repositories.resolve(repo, 'HEAD', { fresh: true });
        } catch (error) {
          // A repository without any commit can be reached all the same.
          if (!messageOf(error).startsWith('unable to resolve')) {
            if (before) knownRepositories.put(before);
            else knownRepositories.delete(repo);
            throw new ApiError('Unknown', messageOf(error));
          }
        }
        writeJson(res, toApiRepository(repository));
      },
    })
    .add('/api/v1/repositories/:repo', {
      get: (req, res) => {
        const { repo } = req.params;
        enforce(callerOf(context, req), {
          resource: 'repositories',
          action: 'get',
          object: repo,
        });
        const repository = knownRepositories.get(repo);
        if (!repository) {
          throw new ApiError('NotFound', `repo '${repo}' not found`);
        }
        writeJson(res, toApiRepository(repository));
      },
      delete: (req, res) => {
        const { repo } = req.params;
        enforce(callerOf(context, req), {
          resource: 'repositories',
          action: 'delete',
          object: repo,
        });
        knownRepositories.delete(repo);
        writeJson(res, {});
      },
    });
}

function toApiRepository({ repo, username, name, project }: KnownRepository) {
  return {
    repo,
    ...(username && { username }),
    type: 'git',
    ...(name && { name }),
    ...(project && { project }),
    connectionState: { status: 'Successful', message: '', attemptedAt: null },
  };
}
