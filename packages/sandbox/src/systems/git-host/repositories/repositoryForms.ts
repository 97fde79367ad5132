import { z } from 'zod';
import { unprocessable } from '../api/ApiError';
import { isRefName } from '../git/names';
import { MergeStyle, RepositoryRecord } from '../state/records';

export const createForm = z.object({
  name: z.string().optional(),
  description: z.string().default(''),
  private: z.boolean().default(false),
  template: z.boolean().default(false),
  auto_init: z.boolean().default(false),
  default_branch: z.string().optional(),
});

const onOff = z.boolean().optional();

export const editForm = z.object({
  name: z.string().optional(),
  description: z.string().optional(),
  website: z.string().optional(),
  private: onOff,
  template: onOff,
  archived: onOff,
  default_branch: z.string().optional(),
  allow_merge_commits: onOff,
  allow_rebase: onOff,
  allow_rebase_explicit: onOff,
  allow_squash_merge: onOff,
  allow_fast_forward_only_merge: onOff,
  default_delete_branch_after_merge: onOff,
  default_merge_style: z.string().optional(),
});

type EditForm = z.infer<typeof editForm>;

export function defaultBranchOf(text: string | undefined): string {
  const name = text || 'main';
  if (!isRefName(name)) throw unprocessable('[DefaultBranch]: GitRefName');
  return name;
}

/** Everything but the name and the default branch, which take more than a note. */
export function plainChanges(
  form: EditForm,
  before: RepositoryRecord,
  now: Date,
): Partial<RepositoryRecord> {
  const mergeStyles = stylesOf(form, before);
  const archivedAt = before.archivedAt ?? now.toISOString();
  return {
    description: form.description ?? before.description,
    website: form.website ?? before.website,
    private: form.private ?? before.private,
    template: form.template ?? before.template,
    archivedAt:
      form.archived ?? before.archivedAt !== undefined ? archivedAt : undefined,
    mergeStyles,
    defaultMergeStyle:
      mergeStyles.find(style => style === form.default_merge_style) ??
      before.defaultMergeStyle,
    deleteBranchAfterMerge:
      form.default_delete_branch_after_merge ?? before.deleteBranchAfterMerge,
    updatedAt: now.toISOString(),
  };
}

function stylesOf(form: EditForm, before: RepositoryRecord): MergeStyle[] {
  const switches: Array<[MergeStyle, boolean | undefined]> = [
    ['merge', form.allow_merge_commits],
    ['rebase', form.allow_rebase],
    ['rebase-merge', form.allow_rebase_explicit],
    ['squash', form.allow_squash_merge],
    ['fast-forward-only', form.allow_fast_forward_only_merge],
  ];
  return switches
    .filter(([style, on]) => on ?? before.mergeStyles.includes(style))
    .map(([style]) => style);
}
