import { z } from 'zod';
import { accessOf, reaches } from '../../access/permissions';
import { AccessMode, RepositoryRecord, UserRecord } from '../../state/records';
import { noContent, ok } from '../answers';
import { notFound, unprocessable } from '../ApiError';
import { ApiRouter, RepositoryCall } from '../ApiRouter';
import { formatTeam } from '../format/organizations';
import { audienceFor, formatUser } from '../format/users';
import { oneOf, readForm } from '../forms';
import { paged } from '../paging';

const permissionForm = z.object({ permission: z.string().default('write') });

const topicsForm = z.object({ topics: z.array(z.string()).default([]) });

/** Who may do what with a repository; and its topics. */
export function addCollaboratorRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state } = context;

  const findUser = ({ req }: RepositoryCall): UserRecord => {
    const user = state.user(req.params.collaborator);
    if (!user) {
      throw unprocessable(
        `user does not exist [uid: 0, name: ${req.params.collaborator}]`,
      );
    }
    return user;
  };

  const setAccess = (
    repository: RepositoryRecord,
    user: UserRecord,
    mode: AccessMode | undefined,
  ) => {
    const { [user.id]: _before, ...others } = repository.collaborators;
    state.repositories.update(repository.id, {
      collaborators: mode ? { ...others, [user.id]: mode } : others,
    });
  };

  api.repository('get', '/collaborators', 'read', call =>
    paged(call.req, {
      baseUrl: context.publicUrl(),
      items: Object.keys(call.repository.collaborators)
        .map(id => state.userById(Number(id)))
        .filter(user => user !== undefined),
      format: user => formatUser(context, user, audienceFor(call.user, user)),
    }),
  );

  api.repository('get', '/collaborators/:collaborator', 'read', call => {
    if (!call.repository.collaborators[findUser(call).id]) throw notFound();
    return noContent;
  });

  api.repository('put', '/collaborators/:collaborator', 'admin', call => {
    const { permission } = readForm(call.req, permissionForm);
    const mode = oneOf(permission, 'Permission', [
      'read',
      'write',
      'admin',
    ] as const);
    setAccess(call.repository, findUser(call), mode);
    return noContent;
  });

  api.repository('delete', '/collaborators/:collaborator', 'admin', call => {
    setAccess(call.repository, findUser(call), undefined);
    return noContent;
  });

  api.repository(
    'get',
    '/collaborators/:collaborator/permission',
    'read',
    call => {
      const user = findUser(call);
      const access = accessOf(state, user, call.repository);
      return ok({
        permission: access,
        role_name: access,
        user: formatUser(context, user, 'signed-in'),
      });
    },
  );

  api.repository('get', '/teams', 'read', ({ repository }) =>
    ok(
      state
        .teamsOf({ id: repository.ownerId })
        .filter(team => reaches(team, repository))
        .map(team => formatTeam(context, team)),
    ),
  );

  api.reading('/topics', ({ repository: { topics } }) =>
    ok(
      { topics },
      {
        'X-Total-Count': String(topics.length),
        'Access-Control-Expose-Headers': 'X-Total-Count',
      },
    ),
  );

  const setTopics = (repository: RepositoryRecord, topics: string[]) => {
    const wrong = topics.filter(
      topic => !/^[a-z0-9][a-z0-9-.]{0,34}$/.test(topic),
    );
    if (wrong.length > 0) throw unprocessable('Topic names are invalid');
    state.repositories.update(repository.id, {
      topics: [...new Set(topics)].sort(),
    });
    return noContent;
  };

  api.repository('put', '/topics', 'admin', ({ req, repository }) =>
    setTopics(
      repository,
      readForm(req, topicsForm).topics.map(topic => topic.toLowerCase()),
    ),
  );

  api.repository('put', '/topics/:topic', 'admin', ({ req, repository }) =>
    setTopics(repository, [
      ...repository.topics,
      req.params.topic.toLowerCase(),
    ]),
  );

  api.repository('delete', '/topics/:topic', 'admin', ({ req, repository }) =>
    setTopics(
      repository,
      repository.topics.filter(topic => topic !== req.params.topic),
    ),
  );
}
