import { atLeast, accessOf } from '../../access/permissions';
import { branchRef } from '../../git/names';
import { readBranch } from '../../git/refs';
import { createRepository } from '../../repositories/createRepository';
import { deleteRepository } from '../../repositories/deleteRepository';
import {
  createForm,
  defaultBranchOf,
  editForm,
  plainChanges,
} from '../../repositories/repositoryForms';
import { searchRepositories } from '../../repositories/searchRepositories';
import { OwnerRecord, RepositoryRecord, UserRecord } from '../../state/records';
import { created, noContent, ok } from '../answers';
import { ApiError, forbidden, notFound, unprocessable } from '../ApiError';
import { ApiRouter, Call, SignedInCall } from '../ApiRouter';
import { formatRepository } from '../format/repositories';
import { alphaDashDot, readForm, required } from '../forms';
import { findOrganization } from '../findOrganization';
import { canCreateRepositoryIn } from '../../access/permissions';
import { paged, pageHeaders, readPage, slice } from '../paging';

export function addRepositoryRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state, now } = context;

  const listOf = (
    { req, caller }: Call,
    matches: (repository: RepositoryRecord) => boolean,
  ) =>
    paged(req, {
      baseUrl: context.publicUrl(),
      items: state.repositories.filter(
        one =>
          matches(one) && atLeast(accessOf(state, caller.user, one), 'read'),
      ),
      format: one => formatRepository(context, one, caller.user),
    });

  const create = async (
    { req, user }: SignedInCall,
    owner: OwnerRecord,
    creator: UserRecord,
  ) => {
    const form = readForm(req, createForm);
    const name = alphaDashDot(required(form.name, 'Name'), 'Name');
    if (/\.(git|wiki|rss|atom)$/i.test(name)) {
      throw unprocessable(`The repository name "${name}" is reserved.`);
    }
    const repository = await createRepository(context, {
      owner,
      creator,
      name,
      description: form.description,
      private: form.private,
      template: form.template,
      defaultBranch: defaultBranchOf(form.default_branch),
      autoInit: form.auto_init,
    });
    return created(formatRepository(context, repository, user));
  };

  api.open('get', '/repos/search', ['repository'], ({ req, caller }) => {
    const found = searchRepositories(context, caller.user, req.query);
    return ok(
      {
        ok: true,
        data: slice(found, readPage(req)).map(one =>
          formatRepository(context, one, caller.user),
        ),
      },
      pageHeaders(req, { baseUrl: context.publicUrl(), total: found.length }),
    );
  });

  api.open('get', '/orgs/:org/repos', ['organization'], call => {
    const { id } = findOrganization(context, call);
    return listOf(call, ({ ownerId }) => ownerId === id);
  });

  api.open('get', '/users/:username/repos', ['user', 'repository'], call => {
    const user = state.user(call.req.params.username);
    if (!user) throw notFound();
    return listOf(call, ({ ownerId }) => ownerId === user.id);
  });

  api.signedIn('get', '/user/repos', ['user', 'repository'], call =>
    listOf(
      call,
      ({ ownerId, collaborators }) =>
        ownerId === call.user.id || collaborators[call.user.id] !== undefined,
    ),
  );

  api.signedIn('post', '/user/repos', ['user', 'repository'], call =>
    create(call, call.user, call.user),
  );

  const createInOrganization = (call: SignedInCall) => {
    const organization = findOrganization(context, call);
    if (!canCreateRepositoryIn(state, call.user, organization)) {
      throw forbidden(
        'Given user is not allowed to create repository in organization.',
      );
    }
    return create(call, organization, call.user);
  };
  api.signedIn(
    'post',
    '/orgs/:org/repos',
    ['organization'],
    createInOrganization,
  );
  api.signedIn(
    'post',
    '/org/:org/repos',
    ['organization'],
    createInOrganization,
  );

  api.reading('', ({ repository, caller }) =>
    ok(formatRepository(context, repository, caller.user)),
  );

  api.repository('patch', '', 'admin', async call => {
    const { req, git, user } = call;
    const form = readForm(req, editForm);
    let { repository } = call;
    if (form.name && form.name !== repository.name) {
      repository = rename(repository, alphaDashDot(form.name, 'Name'));
    }
    if (form.default_branch) {
      if (!(await readBranch(git, form.default_branch)) && !repository.empty) {
        throw notFound(`branch does not exist [name: ${form.default_branch}]`);
      }
      const name = defaultBranchOf(form.default_branch);
      await git.run(['symbolic-ref', 'HEAD', branchRef(name)]);
      repository = state.repositories.update(repository.id, {
        defaultBranch: name,
      });
    }
    const changes = plainChanges(form, repository, now());
    const edited = state.repositories.update(repository.id, changes);
    return ok(formatRepository(context, edited, user));
  });

  api.repository('delete', '', 'owner', async ({ repository }) => {
    await deleteRepository(context, repository);
    return noContent;
  });

  function rename(repository: RepositoryRecord, name: string) {
    const owner = state.ownerOf(repository);
    const taken = state.repository(owner, name);
    if (taken && taken.id !== repository.id) {
      throw new ApiError(422, `repo name is already taken [name: ${name}]`);
    }
    state.redirects.add({
      ownerId: owner.id,
      name: repository.name,
      repositoryId: repository.id,
    });
    return state.repositories.update(repository.id, { name });
  }
}
