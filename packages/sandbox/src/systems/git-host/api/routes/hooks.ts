import { isOrganizationOwner } from '../../access/permissions';
import { HookRecord, OrganizationRecord } from '../../state/records';
import { changedHook, hookForm, newHook } from '../../webhooks/hookForm';
import { testPayload } from '../../webhooks/refPayloads';
import { Answer, created, noContent, ok } from '../answers';
import { forbidden, notFound } from '../ApiError';
import { ApiRouter, Call, SignedInCall } from '../ApiRouter';
import { formatHook } from '../format/hooks';
import { readForm } from '../forms';
import { paged } from '../paging';

type Owner = Pick<HookRecord, 'repositoryId' | 'organizationId'>;

/** Webhooks of a repository, and of all of an organisation's. */
export function addHookRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state, now } = context;

  const belongs = (hook: HookRecord, owner: Owner) =>
    hook.repositoryId === owner.repositoryId &&
    hook.organizationId === owner.organizationId;

  const find = ({ req }: Call, owner: Owner) => {
    const hook = state.hooks.get(Number(req.params.id));
    if (!hook || !belongs(hook, owner)) throw notFound();
    return hook;
  };

  const list = ({ req }: Call, owner: Owner) =>
    paged(req, {
      baseUrl: context.publicUrl(),
      items: state.hooks.filter(hook => belongs(hook, owner)),
      format: formatHook,
    });

  const make = ({ req }: Call, owner: Owner) => {
    const at = now().toISOString();
    const fields = newHook(readForm(req, hookForm));
    return created(
      formatHook(
        state.hooks.add({ ...fields, ...owner, createdAt: at, updatedAt: at }),
      ),
    );
  };

  const edit = (call: Call, owner: Owner) => {
    const hook = find(call, owner);
    const changes = changedHook(readForm(call.req, hookForm), hook);
    return ok(
      formatHook(
        state.hooks.update(hook.id, {
          ...changes,
          updatedAt: now().toISOString(),
        }),
      ),
    );
  };

  const remove = (call: Call, owner: Owner) => {
    state.hooks.delete(find(call, owner).id);
    return noContent;
  };

  const routes = [
    ['get', '', list],
    ['post', '', make],
    [
      'get',
      '/:id(\\d+)',
      (call: Call, owner: Owner) => ok(formatHook(find(call, owner))),
    ],
    ['patch', '/:id(\\d+)', edit],
    ['delete', '/:id(\\d+)', remove],
  ] as const;

  for (const [method, path, answer] of routes) {
    api.repository(method, `/hooks${path}`, 'admin', call =>
      answer(call, { repositoryId: call.repository.id }),
    );
    api.signedIn(method, `/orgs/:org/hooks${path}`, ['organization'], call =>
      answer(call, { organizationId: ownedOrganization(call).id }),
    );
  }

  api.repository(
    'post',
    '/hooks/:id(\\d+)/tests',
    'admin',
    async (call): Promise<Answer> => {
      const { repository, user } = call;
      const hook = find(call, { repositoryId: repository.id });
      context.webhooks.send({
        hook,
        event: 'push',
        payload: await testPayload(context, { repository, pusher: user }),
      });
      return noContent;
    },
  );

  function ownedOrganization({ req, user }: SignedInCall): OrganizationRecord {
    const organization = state.organization(req.params.org);
    if (!organization) throw notFound();
    if (!isOrganizationOwner(state, user, organization)) {
      throw forbidden('Must be an organization owner');
    }
    return organization;
  }
}
