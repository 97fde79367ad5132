import { GitHostContext } from '../../GitHostContext';
import { Commit } from '../../git/commits';
import {
  canMergeInto,
  canPushTo,
  findProtection,
} from '../../protection/rules';
import {
  AccessMode,
  ProtectionRecord,
  RepositoryRecord,
  UserRecord,
} from '../../state/records';
import { formatPayloadCommit } from './commits';
import { formatTime } from './times';

export function formatBranch(
  context: GitHostContext,
  options: {
    repository: RepositoryRecord;
    branch: string;
    commit: Commit;
    viewer: UserRecord | undefined;
    access: AccessMode;
  },
): object {
  const { repository, branch, commit, viewer, access } = options;
  const protection = findProtection(context.state, repository, branch);
  const who = { user: viewer, access };
  return {
    name: branch,
    commit: formatPayloadCommit(context, repository, commit, {
      verified: true,
    }),
    protected: protection !== undefined,
    required_approvals: protection?.requiredApprovals ?? 0,
    enable_status_check: protection?.enableStatusCheck ?? false,
    status_check_contexts: protection?.statusCheckContexts ?? [],
    user_can_push: canPushTo(context.state, repository, protection, who),
    user_can_merge: canMergeInto(context.state, repository, protection, who),
    effective_branch_protection_name: protection?.ruleName ?? '',
  };
}

export function formatProtection(rule: ProtectionRecord): object {
  return {
    branch_name: rule.ruleName,
    rule_name: rule.ruleName,
    priority: rule.priority,
    enable_push: rule.enablePush,
    enable_push_whitelist: rule.enablePushWhitelist,
    push_whitelist_usernames: rule.pushWhitelistUsers,
    push_whitelist_teams: rule.pushWhitelistTeams,
    push_whitelist_deploy_keys: false,
    enable_force_push: rule.enableForcePush,
    enable_force_push_allowlist: false,
    force_push_allowlist_usernames: [],
    force_push_allowlist_teams: [],
    force_push_allowlist_deploy_keys: false,
    enable_merge_whitelist: rule.enableMergeWhitelist,
    merge_whitelist_usernames: rule.mergeWhitelistUsers,
    merge_whitelist_teams: rule.mergeWhitelistTeams,
    enable_status_check: rule.enableStatusCheck,
    status_check_contexts: rule.statusCheckContexts,
    required_approvals: rule.requiredApprovals,
    enable_approvals_whitelist: rule.enableApprovalsWhitelist,
    approvals_whitelist_username: rule.approvalsWhitelistUsers,
    approvals_whitelist_teams: rule.approvalsWhitelistTeams,
    block_on_rejected_reviews: rule.blockOnRejectedReviews,
    block_on_official_review_requests: false,
    block_on_outdated_branch: rule.blockOnOutdatedBranch,
    dismiss_stale_approvals: rule.dismissStaleApprovals,
    ignore_stale_approvals: rule.ignoreStaleApprovals,
    require_signed_commits: false,
    protected_file_patterns: rule.protectedFilePatterns,
    unprotected_file_patterns: rule.unprotectedFilePatterns,
    block_admin_merge_override: rule.blockAdminMergeOverride,
    created_at: formatTime(rule.createdAt),
    updated_at: formatTime(rule.updatedAt),
  };
}
