import { z } from 'zod';
import { allUnits, unitsWith } from '../../accounts/createOrganization';
import {
  isMember,
  isOrganizationOwner,
  reaches,
} from '../../access/permissions';
import {
  OrganizationRecord,
  RepositoryRecord,
  TeamRecord,
  UserRecord,
} from '../../state/records';
import { created, noContent, ok } from '../answers';
import { forbidden, notFound, unprocessable } from '../ApiError';
import { ApiRouter, SignedInCall } from '../ApiRouter';
import { findOrganization } from '../findOrganization';
import { formatTeam } from '../format/organizations';
import { formatRepository } from '../format/repositories';
import { audienceFor, formatUser } from '../format/users';
import { oneOf, readForm, required } from '../forms';
import { paged } from '../paging';

const teamForm = z.object({
  name: z.string().optional(),
  description: z.string().optional(),
  permission: z.string().optional(),
  units: z.array(z.string()).optional(),
  includes_all_repositories: z.boolean().optional(),
  can_create_org_repo: z.boolean().optional(),
});

const permissions = ['none', 'read', 'write', 'admin'] as const;

export function addTeamRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state } = context;

  const organizationOf = (team: TeamRecord): OrganizationRecord => {
    const owner = state.owners.get(team.organizationId);
    if (owner?.kind !== 'organization') throw notFound();
    return owner;
  };

  /** Teams are seen by the organisation's members and changed by its owners. */
  const find = (
    { req, user }: SignedInCall,
    need: 'member' | 'owner',
  ): TeamRecord => {
    const team = state.teams.get(Number(req.params.id));
    if (!team) throw notFound();
    const organization = organizationOf(team);
    const owner = isOrganizationOwner(state, user, organization);
    if (!owner && !isMember(state, user, organization)) throw notFound();
    if (need === 'owner' && !owner) {
      throw forbidden('Must be an organization owner');
    }
    return team;
  };

  const findUser = ({ req }: SignedInCall): UserRecord => {
    const user = state.user(req.params.username);
    if (!user) throw notFound();
    return user;
  };

  const findRepository = (
    { req }: SignedInCall,
    team: TeamRecord,
  ): RepositoryRecord => {
    const organization = state.organization(req.params.org);
    const repository =
      organization && state.repository(organization, req.params.repo);
    if (repository?.ownerId !== team.organizationId) throw notFound();
    return repository;
  };

  const toggle = (ids: number[], id: number, on: boolean) =>
    on ? [...new Set([...ids, id])] : ids.filter(one => one !== id);

  api.signedIn('get', '/orgs/:org/teams', ['organization'], call => {
    const organization = findOrganization(context, call);
    const owner = isOrganizationOwner(state, call.user, organization);
    if (!owner && !isMember(state, call.user, organization)) {
      throw forbidden('Must be an organization member');
    }
    return paged(call.req, {
      baseUrl: context.publicUrl(),
      items: state.teamsOf(organization),
      format: team => formatTeam(context, team),
    });
  });

  api.signedIn('post', '/orgs/:org/teams', ['organization'], call => {
    const organization = findOrganization(context, call);
    if (!isOrganizationOwner(state, call.user, organization)) {
      throw forbidden('Must be an organization owner');
    }
    const form = readForm(call.req, teamForm);
    const name = required(form.name, 'Name');
    const taken = state
      .teamsOf(organization)
      .some(team => team.name.toLowerCase() === name.toLowerCase());
    if (taken) {
      throw unprocessable(
        `team already exists [org_id: ${organization.id}, name: ${name}]`,
      );
    }
    const permission = oneOf(
      form.permission || 'none',
      'Permission',
      permissions,
    );
    const team = state.teams.add({
      organizationId: organization.id,
      name,
      description: form.description ?? '',
      permission,
      units: unitsWith(form.units ?? allUnits, permission),
      includesAllRepositories: form.includes_all_repositories ?? false,
      canCreateRepositories: form.can_create_org_repo ?? false,
      members: [],
      repositories: [],
    });
    return created(formatTeam(context, team, organization));
  });

  api.signedIn('get', '/teams/:id(\\d+)', ['organization'], call => {
    const team = find(call, 'member');
    return ok(formatTeam(context, team, organizationOf(team)));
  });

  api.signedIn('patch', '/teams/:id(\\d+)', ['organization'], call => {
    const before = find(call, 'owner');
    const form = readForm(call.req, teamForm);
    // The owners' team stays what it is.
    const permission =
      form.permission && before.permission !== 'owner'
        ? oneOf(form.permission, 'Permission', permissions)
        : before.permission;
    const team = state.teams.update(before.id, {
      name: form.name || before.name,
      description: form.description ?? before.description,
      permission,
      units: unitsWith(form.units ?? Object.keys(before.units), permission),
      includesAllRepositories:
        form.includes_all_repositories ?? before.includesAllRepositories,
      canCreateRepositories:
        form.can_create_org_repo ?? before.canCreateRepositories,
    });
    return ok(formatTeam(context, team, organizationOf(team)));
  });

  api.signedIn('delete', '/teams/:id(\\d+)', ['organization'], call => {
    const team = find(call, 'owner');
    if (team.permission === 'owner') {
      throw forbidden('the owners team cannot be deleted');
    }
    state.teams.delete(team.id);
    return noContent;
  });

  api.signedIn('get', '/teams/:id(\\d+)/members', ['organization'], call =>
    paged(call.req, {
      baseUrl: context.publicUrl(),
      items: find(call, 'member')
        .members.map(id => state.userById(id))
        .filter(user => user !== undefined),
      format: user => formatUser(context, user, audienceFor(call.user, user)),
    }),
  );

  api.signedIn('get', '/teams/:id(\\d+)/repos', ['organization'], call => {
    const team = find(call, 'member');
    return paged(call.req, {
      baseUrl: context.publicUrl(),
      items: state.repositories.filter(
        one => one.ownerId === team.organizationId && reaches(team, one),
      ),
      format: one => formatRepository(context, one, call.user),
    });
  });

  for (const [method, on] of [
    ['put', true],
    ['delete', false],
  ] as const) {
    api.signedIn(
      method,
      '/teams/:id(\\d+)/members/:username',
      ['organization'],
      call => {
        const team = find(call, 'owner');
        const members = toggle(team.members, findUser(call).id, on);
        if (team.permission === 'owner' && members.length === 0) {
          throw forbidden(
            'the last owner of an organization cannot be removed',
          );
        }
        state.teams.update(team.id, { members });
        return noContent;
      },
    );
    api.signedIn(
      method,
      '/teams/:id(\\d+)/repos/:org/:repo',
      ['organization'],
      call => {
        const team = find(call, 'owner');
        const { id } = findRepository(call, team);
        state.teams.update(team.id, {
          repositories: toggle(team.repositories, id, on),
        });
        return noContent;
      },
    );
  }
}
