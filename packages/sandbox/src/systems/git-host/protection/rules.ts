import { minimatch } from 'minimatch';
import { atLeast } from '../access/permissions';
import { GitHostState } from '../state/GitHostState';
import {
  AccessMode,
  ProtectionRecord,
  RepositoryRecord,
  UserRecord,
} from '../state/records';

/** Somebody with some access to the repository in question. */
export type Actor = { user: UserRecord | undefined; access: AccessMode };

export function protectionsOf(
  state: GitHostState,
  repository: RepositoryRecord,
): ProtectionRecord[] {
  return state.protections
    .filter(({ repositoryId }) => repositoryId === repository.id)
    .sort((one, other) => one.priority - other.priority);
}

/** The rule that holds for a branch: an exact name wins over a glob. */
export function findProtection(
  state: GitHostState,
  repository: RepositoryRecord,
  branch: string,
): ProtectionRecord | undefined {
  const rules = protectionsOf(state, repository);
  return (
    rules.find(({ ruleName }) => ruleName === branch) ??
    rules.find(({ ruleName }) => minimatch(branch, ruleName))
  );
}

/** Whether somebody may move the branch directly, by git or by the contents API. */
export function canPushTo(
  state: GitHostState,
  repository: RepositoryRecord,
  rule: ProtectionRecord | undefined,
  { user, access }: Actor,
): boolean {
  if (!user || !atLeast(access, 'write')) return false;
  if (!rule) return true;
  if (!rule.enablePush) return false;
  return (
    !rule.enablePushWhitelist ||
    isListed(state, repository, user, {
      users: rule.pushWhitelistUsers,
      teams: rule.pushWhitelistTeams,
    })
  );
}

/** Whether somebody may merge a pull request into the branch, once its other conditions are met. */
export function canMergeInto(
  state: GitHostState,
  repository: RepositoryRecord,
  rule: ProtectionRecord | undefined,
  { user, access }: Actor,
): boolean {
  if (!user || !atLeast(access, 'write')) return false;
  return (
    !rule?.enableMergeWhitelist ||
    isListed(state, repository, user, {
      users: rule.mergeWhitelistUsers,
      teams: rule.mergeWhitelistTeams,
    })
  );
}

/** Whether an approval by this person counts for the rule. */
export function isOfficialReviewer(
  state: GitHostState,
  repository: RepositoryRecord,
  rule: ProtectionRecord | undefined,
  { user, access }: Actor,
): boolean {
  if (!user || !atLeast(access, 'write')) return false;
  return (
    !rule?.enableApprovalsWhitelist ||
    isListed(state, repository, user, {
      users: rule.approvalsWhitelistUsers,
      teams: rule.approvalsWhitelistTeams,
    })
  );
}

/** Whether a rule's list of globs, separated by semicolons, names this file. */
export function matchesPatterns(patterns: string, path: string): boolean {
  return patterns
    .split(';')
    .map(pattern => pattern.trim())
    .filter(Boolean)
    .some(pattern => minimatch(path, pattern));
}

function isListed(
  state: GitHostState,
  repository: RepositoryRecord,
  user: UserRecord,
  list: { users: string[]; teams: string[] },
): boolean {
  return (
    list.users.includes(user.name) ||
    state
      .teamsOf({ id: repository.ownerId })
      .some(
        ({ name, members }) =>
          list.teams.includes(name) && members.includes(user.id),
      )
  );
}
