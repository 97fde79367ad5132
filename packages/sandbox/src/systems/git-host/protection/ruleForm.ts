import { z } from 'zod';
import { ProtectionRecord } from '../state/records';

const names = z.array(z.string()).nullish();
const onOff = z.boolean().optional();

export const ruleForm = z.object({
  rule_name: z.string().optional(),
  branch_name: z.string().optional(),
  priority: z.number().optional(),
  enable_push: onOff,
  enable_push_whitelist: onOff,
  push_whitelist_usernames: names,
  push_whitelist_teams: names,
  enable_force_push: onOff,
  enable_merge_whitelist: onOff,
  merge_whitelist_usernames: names,
  merge_whitelist_teams: names,
  enable_status_check: onOff,
  status_check_contexts: names,
  required_approvals: z.number().int().min(0).optional(),
  enable_approvals_whitelist: onOff,
  approvals_whitelist_username: names,
  approvals_whitelist_teams: names,
  block_on_rejected_reviews: onOff,
  block_on_outdated_branch: onOff,
  dismiss_stale_approvals: onOff,
  ignore_stale_approvals: onOff,
  block_admin_merge_override: onOff,
  protected_file_patterns: z.string().optional(),
  unprotected_file_patterns: z.string().optional(),
});

export type RuleFields = Omit<
  ProtectionRecord,
  'id' | 'repositoryId' | 'ruleName' | 'priority' | 'createdAt' | 'updatedAt'
>;

/** A rule that says nothing but its name. */
export const usualRule: RuleFields = {
  enablePush: false,
  enablePushWhitelist: false,
  pushWhitelistUsers: [],
  pushWhitelistTeams: [],
  enableForcePush: false,
  enableMergeWhitelist: false,
  mergeWhitelistUsers: [],
  mergeWhitelistTeams: [],
  enableStatusCheck: false,
  statusCheckContexts: [],
  requiredApprovals: 0,
  enableApprovalsWhitelist: false,
  approvalsWhitelistUsers: [],
  approvalsWhitelistTeams: [],
  blockOnRejectedReviews: false,
  blockOnOutdatedBranch: false,
  dismissStaleApprovals: false,
  ignoreStaleApprovals: false,
  blockAdminMergeOverride: false,
  protectedFilePatterns: '',
  unprotectedFilePatterns: '',
};

/** The fields of a request; what it leaves out stays as it was. */
export function toRuleFields(
  form: z.infer<typeof ruleForm>,
  before: RuleFields,
): RuleFields {
  return {
    enablePush: form.enable_push ?? before.enablePush,
    enablePushWhitelist:
      form.enable_push_whitelist ?? before.enablePushWhitelist,
    pushWhitelistUsers:
      form.push_whitelist_usernames ?? before.pushWhitelistUsers,
    pushWhitelistTeams: form.push_whitelist_teams ?? before.pushWhitelistTeams,
    enableForcePush: form.enable_force_push ?? before.enableForcePush,
    enableMergeWhitelist:
      form.enable_merge_whitelist ?? before.enableMergeWhitelist,
    mergeWhitelistUsers:
      form.merge_whitelist_usernames ?? before.mergeWhitelistUsers,
    mergeWhitelistTeams:
      form.merge_whitelist_teams ?? before.mergeWhitelistTeams,
    enableStatusCheck: form.enable_status_check ?? before.enableStatusCheck,
    statusCheckContexts:
      form.status_check_contexts ?? before.statusCheckContexts,
    requiredApprovals: form.required_approvals ?? before.requiredApprovals,
    enableApprovalsWhitelist:
      form.enable_approvals_whitelist ?? before.enableApprovalsWhitelist,
    approvalsWhitelistUsers:
      form.approvals_whitelist_username ?? before.approvalsWhitelistUsers,
    approvalsWhitelistTeams:
      form.approvals_whitelist_teams ?? before.approvalsWhitelistTeams,
    blockOnRejectedReviews:
      form.block_on_rejected_reviews ?? before.blockOnRejectedReviews,
    blockOnOutdatedBranch:
      form.block_on_outdated_branch ?? before.blockOnOutdatedBranch,
    dismissStaleApprovals:
      form.dismiss_stale_approvals ?? before.dismissStaleApprovals,
    ignoreStaleApprovals:
      form.ignore_stale_approvals ?? before.ignoreStaleApprovals,
    blockAdminMergeOverride:
      form.block_admin_merge_override ?? before.blockAdminMergeOverride,
    protectedFilePatterns:
      form.protected_file_patterns ?? before.protectedFilePatterns,
    unprotectedFilePatterns:
      form.unprotected_file_patterns ?? before.unprotectedFilePatterns,
  };
}
