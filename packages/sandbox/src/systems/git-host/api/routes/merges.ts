import { z } from 'zod';
import { mergePullRequest } from '../../pulls/mergePullRequest';
import { noContent } from '../answers';
import { notFound } from '../ApiError';
import { ApiRouter } from '../ApiRouter';
import { findPullRequest } from '../findPullRequest';
import { oneOf, readForm, required } from '../forms';

const styles = [
  'merge',
  'rebase',
  'rebase-merge',
  'squash',
  'fast-forward-only',
] as const;

/** Gitea takes the first fields in its own code's spelling, and in small letters too. */
const mergeForm = z.object({
  Do: z.string().optional(),
  do: z.string().optional(),
  MergeTitleField: z.string().optional(),
  MergeMessageField: z.string().optional(),
  merge_title_field: z.string().optional(),
  merge_message_field: z.string().optional(),
  head_commit_id: z.string().optional(),
  delete_branch_after_merge: z.boolean().optional(),
  force_merge: z.boolean().optional(),
});

export function addMergeRoutes(api: ApiRouter): void {
  const { context } = api;

  api.reading('/pulls/:number(\\d+)/merge', call => {
    if (!findPullRequest(context.state, call).merged) throw notFound();
    return noContent;
  });

  api.repository('post', '/pulls/:number(\\d+)/merge', 'read', async call => {
    const { req, repository, user, access } = call;
    const form = readForm(req, mergeForm);
    const style = oneOf(required(form.Do ?? form.do, 'Do'), 'Do', styles);
    await mergePullRequest(context, {
      repository,
      pullRequest: findPullRequest(context.state, call),
      doer: user,
      access,
      style,
      title: form.MergeTitleField ?? form.merge_title_field,
      message: form.MergeMessageField ?? form.merge_message_field,
      headCommitId: form.head_commit_id,
      deleteBranch:
        form.delete_branch_after_merge ?? repository.deleteBranchAfterMerge,
      force: form.force_merge ?? false,
    });
    return { status: 200 };
  });
}
