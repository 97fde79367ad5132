import { unprocessable } from '../api/ApiError';
import { GitHostContext } from '../GitHostContext';
import {
  AccessMode,
  OrganizationRecord,
  UserRecord,
  Visibility,
} from '../state/records';

export type NewOrganization = {
  name: string;
  fullName: string;
  description: string;
  website: string;
  location: string;
  visibility: Visibility;
  repositoryAdminsChangeTeams: boolean;
  /** Becomes the first of the organisation's owners. */
  creator: UserRecord;
};

/** The parts of a repository that a team may be given. */
export const allUnits = [
  'repo.issues',
  'repo.pulls',
  'repo.wiki',
  'repo.projects',
  'repo.code',
  'repo.ext_issues',
  'repo.releases',
  'repo.ext_wiki',
  'repo.packages',
  'repo.actions',
];

export function unitsWith(
  names: string[],
  mode: AccessMode,
): Record<string, AccessMode> {
  return Object.fromEntries(names.map(name => [name, mode]));
}

export function createOrganization(
  { state, now }: GitHostContext,
  { creator, ...wanted }: NewOrganization,
): OrganizationRecord {
  if (state.owner(wanted.name)) {
    throw unprocessable(`user already exists [name: ${wanted.name}]`);
  }
  const organization: Omit<OrganizationRecord, 'id'> = {
    ...wanted,
    kind: 'organization',
    email: '',
    createdAt: now().toISOString(),
  };
  const { id } = state.owners.add(organization);
  state.teams.add({
    organizationId: id,
    name: 'Owners',
    description: '',
    permission: 'owner',
    units: unitsWith(allUnits, 'owner'),
    includesAllRepositories: true,
    canCreateRepositories: true,
    members: [creator.id],
    repositories: [],
  });
  return { ...organization, id };
}
