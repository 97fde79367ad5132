import { GitHostState } from '../state/GitHostState';
import {
  AccessMode,
  OrganizationRecord,
  OwnerRecord,
  RepositoryRecord,
  TeamRecord,
  UserRecord,
} from '../state/records';

const order: AccessMode[] = ['none', 'read', 'write', 'admin', 'owner'];

export function atLeast(mode: AccessMode, wanted: AccessMode): boolean {
  return order.indexOf(mode) >= order.indexOf(wanted);
}

function highest(modes: AccessMode[]): AccessMode {
  return modes.reduce(
    (best, mode) => (atLeast(mode, best) ? mode : best),
    'none',
  );
}

/** What a user, or somebody who is not signed in, may do with a repository. */
export function accessOf(
  state: GitHostState,
  user: UserRecord | undefined,
  repository: RepositoryRecord,
): AccessMode {
  if (user?.admin) return 'owner';
  const owner = state.ownerOf(repository);
  const visible = !repository.private && canSeeOwner(state, user, owner);
  const everybody: AccessMode = visible ? 'read' : 'none';
  if (!user) return everybody;
  if (owner.id === user.id) return 'owner';
  return highest([
    everybody,
    repository.collaborators[user.id] ?? 'none',
    ...state
      .teamsOf(owner)
      .filter(team => team.members.includes(user.id))
      .filter(team => reaches(team, repository))
      .map(({ permission }) => permission),
  ]);
}

export function reaches(
  team: TeamRecord,
  repository: RepositoryRecord,
): boolean {
  return (
    team.includesAllRepositories || team.repositories.includes(repository.id)
  );
}

/** Limited owners are seen by everybody who is signed in, private organisations by their members. */
export function canSeeOwner(
  state: GitHostState,
  user: UserRecord | undefined,
  owner: OwnerRecord,
): boolean {
  if (owner.visibility === 'public' || user?.admin) return true;
  if (!user) return false;
  return (
    owner.visibility === 'limited' ||
    owner.id === user.id ||
    isMember(state, user, owner)
  );
}

export function isMember(
  state: GitHostState,
  user: UserRecord,
  organization: { id: number },
): boolean {
  return state
    .teamsOf(organization)
    .some(({ members }) => members.includes(user.id));
}

export function isOrganizationOwner(
  state: GitHostState,
  user: UserRecord,
  organization: OrganizationRecord,
): boolean {
  return (
    user.admin ||
    state
      .teamsOf(organization)
      .some(
        ({ permission, members }) =>
          permission === 'owner' && members.includes(user.id),
      )
  );
}

export function canCreateRepositoryIn(
  state: GitHostState,
  user: UserRecord,
  organization: OrganizationRecord,
): boolean {
  return (
    isOrganizationOwner(state, user, organization) ||
    state
      .teamsOf(organization)
      .some(
        ({ canCreateRepositories, members }) =>
          canCreateRepositories && members.includes(user.id),
      )
  );
}
