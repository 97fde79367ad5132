import { z } from 'zod';
import { createOrganization } from '../../accounts/createOrganization';
import {
  canSeeOwner,
  isMember,
  isOrganizationOwner,
} from '../../access/permissions';
import {
  OrganizationRecord,
  UserRecord,
  Visibility,
} from '../../state/records';
import { created, noContent, ok } from '../answers';
import { ApiError, forbidden, notFound } from '../ApiError';
import { ApiRouter, SignedInCall } from '../ApiRouter';
import { findOrganization } from '../findOrganization';
import { formatOrganization } from '../format/organizations';
import { audienceFor, formatUser } from '../format/users';
import { alphaDashDot, oneOf, readForm, required } from '../forms';
import { paged } from '../paging';

const organizationForm = z.object({
  username: z.string().optional(),
  full_name: z.string().optional(),
  description: z.string().optional(),
  website: z.string().optional(),
  location: z.string().optional(),
  visibility: z.string().optional(),
  repo_admin_change_team_access: z.boolean().optional(),
});

const visibilities: Visibility[] = ['public', 'limited', 'private'];

export function addOrganizationRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state } = context;

  const findOwned = (call: SignedInCall): OrganizationRecord => {
    const organization = findOrganization(context, call);
    if (!isOrganizationOwner(state, call.user, organization)) {
      throw forbidden('Must be an organization owner');
    }
    return organization;
  };

  api.open('get', '/orgs', ['organization'], ({ req, caller }) =>
    paged(req, {
      baseUrl: context.publicUrl(),
      items: state.owners
        .filter(
          one =>
            one.kind === 'organization' && canSeeOwner(state, caller.user, one),
        )
        .map(({ name }) => state.organization(name)!),
      format: one => formatOrganization(context, one),
    }),
  );

  api.signedIn('post', '/orgs', ['organization'], ({ req, user }) => {
    const form = readForm(req, organizationForm);
    const organization = createOrganization(context, {
      name: alphaDashDot(required(form.username, 'UserName'), 'UserName'),
      fullName: form.full_name ?? '',
      description: form.description ?? '',
      website: form.website ?? '',
      location: form.location ?? '',
      visibility: oneOf(
        form.visibility || 'public',
        'Visibility',
        visibilities,
      ),
      repositoryAdminsChangeTeams: form.repo_admin_change_team_access ?? false,
      creator: user,
    });
    return created(formatOrganization(context, organization));
  });

  api.open('get', '/orgs/:org', ['organization'], call =>
    ok(formatOrganization(context, findOrganization(context, call))),
  );

  api.signedIn('patch', '/orgs/:org', ['organization'], call => {
    const before = findOwned(call);
    const form = readForm(call.req, organizationForm);
    const changed: OrganizationRecord = {
      ...before,
      fullName: form.full_name ?? before.fullName,
      description: form.description ?? before.description,
      website: form.website ?? before.website,
      location: form.location ?? before.location,
      visibility: form.visibility
        ? oneOf(form.visibility, 'Visibility', visibilities)
        : before.visibility,
      repositoryAdminsChangeTeams:
        form.repo_admin_change_team_access ??
        before.repositoryAdminsChangeTeams,
    };
    state.owners.save(changed);
    return ok(formatOrganization(context, changed));
  });

  api.signedIn('delete', '/orgs/:org', ['organization'], call => {
    const { id } = findOwned(call);
    if (state.repositories.find(({ ownerId }) => ownerId === id)) {
      throw new ApiError(
        422,
        `user still has ownership of repositories [uid: ${id}]`,
      );
    }
    state.teams.deleteWhere(({ organizationId }) => organizationId === id);
    state.hooks.deleteWhere(({ organizationId }) => organizationId === id);
    state.owners.delete(id);
    return noContent;
  });

  const membersOf = (organization: OrganizationRecord): UserRecord[] =>
    state.owners
      .filter(({ kind }) => kind === 'user')
      .map(({ id }) => state.userById(id)!)
      .filter(user => isMember(state, user, organization));

  api.open('get', '/orgs/:org/members', ['organization'], call =>
    paged(call.req, {
      baseUrl: context.publicUrl(),
      items: membersOf(findOrganization(context, call)),
      format: user =>
        formatUser(context, user, audienceFor(call.caller.user, user)),
    }),
  );

  api.open('get', '/orgs/:org/members/:username', ['organization'], call => {
    const organization = findOrganization(context, call);
    const user = state.user(call.req.params.username);
    if (!user || !isMember(state, user, organization)) throw notFound();
    return noContent;
  });
}
