import { accessOf, atLeast } from '../../access/permissions';
import { GitHostContext } from '../../GitHostContext';
import { AccessMode, RepositoryRecord, UserRecord } from '../../state/records';
import { formatTime, neverTime, zeroTime } from './times';
import { formatUser } from './users';

export function permissionsOf(access: AccessMode): object {
  return {
    admin: atLeast(access, 'admin'),
    push: atLeast(access, 'write'),
    pull: atLeast(access, 'read'),
  };
}

/** The repository as this viewer may see it. */
export function formatRepository(
  context: GitHostContext,
  repository: RepositoryRecord,
  viewer: UserRecord | undefined,
): object {
  const { state, publicUrl } = context;
  const owner = state.ownerOf(repository);
  const fullName = state.fullName(repository);
  const webUrl = `${publicUrl()}/${fullName}`;
  const apiUrl = `${publicUrl()}/api/v1/repos/${fullName}`;
  const open = state.pullRequestsOf(repository, one => one.state === 'open');
  const styles = repository.mergeStyles;
  return {
    id: repository.id,
    owner: formatUser(context, owner, 'signed-in'),
    name: repository.name,
    full_name: fullName,
    description: repository.description,
    empty: repository.empty,
    private: repository.private,
    fork: false,
    template: repository.template,
    mirror: false,
    size: 0,
    language: '',
    languages_url: `${apiUrl}/languages`,
    html_url: webUrl,
    url: apiUrl,
    link: '',
    ssh_url: `root@localhost:${fullName}.git`,
    clone_url: `${webUrl}.git`,
    original_url: '',
    website: repository.website,
    stars_count: 0,
    forks_count: 0,
    watchers_count: 1,
    branch_count: repository.branchCount,
    open_issues_count: 0,
    open_pr_counter: open.length,
    release_counter: 0,
    default_branch: repository.defaultBranch,
    archived: repository.archivedAt !== undefined,
    created_at: formatTime(repository.createdAt),
    updated_at: formatTime(repository.updatedAt),
    archived_at: repository.archivedAt
      ? formatTime(repository.archivedAt)
      : zeroTime,
    permissions: permissionsOf(accessOf(state, viewer, repository)),
    has_code: true,
    has_issues: true,
    internal_tracker: {
      enable_time_tracker: true,
      allow_only_contributors_to_track_time: true,
      enable_issue_dependencies: true,
    },
    has_wiki: true,
    has_pull_requests: true,
    has_projects: true,
    projects_mode: 'all',
    has_releases: true,
    has_packages: true,
    has_actions: false,
    ignore_whitespace_conflicts: false,
    allow_merge_commits: styles.includes('merge'),
    allow_rebase: styles.includes('rebase'),
    allow_rebase_explicit: styles.includes('rebase-merge'),
    allow_squash_merge: styles.includes('squash'),
    allow_fast_forward_only_merge: styles.includes('fast-forward-only'),
    allow_rebase_update: true,
    allow_manual_merge: false,
    autodetect_manual_merge: false,
    default_delete_branch_after_merge: repository.deleteBranchAfterMerge,
    default_merge_style: repository.defaultMergeStyle,
    default_allow_maintainer_edit: true,
    avatar_url: '',
    internal: !repository.private && owner.visibility === 'private',
    mirror_interval: '',
    object_format_name: 'sha1',
    mirror_updated: neverTime,
    topics: repository.topics,
    licenses: [],
  };
}
