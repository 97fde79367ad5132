import { GitHostContext } from '../../GitHostContext';
import {
  OrganizationRecord,
  TeamRecord,
  TokenRecord,
} from '../../state/records';
import { formatTime, neverTime } from './times';
import { avatarUrl } from './users';

export function formatOrganization(
  { publicUrl }: GitHostContext,
  organization: OrganizationRecord,
): object {
  return {
    id: organization.id,
    name: organization.name,
    full_name: organization.fullName,
    email: organization.email,
    avatar_url: avatarUrl(publicUrl(), organization),
    description: organization.description,
    website: organization.website,
    location: organization.location,
    visibility: organization.visibility,
    repo_admin_change_team_access: organization.repositoryAdminsChangeTeams,
    username: organization.name,
  };
}

/** The organisation itself is part of a team only where one team is asked for. */
export function formatTeam(
  context: GitHostContext,
  team: TeamRecord,
  organization?: OrganizationRecord,
): object {
  return {
    id: team.id,
    name: team.name,
    description: team.description,
    organization: organization
      ? formatOrganization(context, organization)
      : null,
    includes_all_repositories: team.includesAllRepositories,
    permission: team.permission,
    units: Object.keys(team.units),
    units_map: team.units,
    can_create_org_repo: team.canCreateRepositories,
  };
}

/** `secret` is known only at the moment in which the token is made. */
export function formatToken(token: TokenRecord, secret = ''): object {
  return {
    id: token.id,
    name: token.name,
    sha1: secret,
    token_last_eight: token.lastEight,
    scopes: token.scopes,
    created_at: formatTime(token.createdAt),
    last_used_at: token.lastUsedAt ? formatTime(token.lastUsedAt) : neverTime,
  };
}
