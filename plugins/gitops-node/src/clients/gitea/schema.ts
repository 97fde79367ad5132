import { z } from 'zod';

/* What Gitea's API answers, as far as it is read here. */

export const repositorySchema = z.object({
  default_branch: z.string(),
  private: z.boolean(),
  permissions: z.object({ push: z.boolean() }),
  allow_squash_merge: z.boolean().optional(),
  default_merge_style: z.string().optional(),
});

export const branchSchema = z.object({
  commit: z.object({ id: z.string(), message: z.string() }),
});

export const treeSchema = z.object({
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string(),
      type: z.string(),
      sha: z.string(),
    }),
  ),
  truncated: z.boolean(),
});

export const fileSchema = z.object({
  encoding: z.literal('base64'),
  content: z.string(),
});

export const commitSchema = z.object({
  commit: z.object({ sha: z.string() }),
});

export const pullRequestSchema = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string(),
  state: z.enum(['open', 'closed']),
  merged: z.boolean(),
  mergeable: z.boolean(),
  merge_commit_sha: z.string().nullish(),
  merge_base: z.string(),
  // `label` is the branch; `ref` is no longer, once the branch is deleted.
  head: z.object({ label: z.string(), sha: z.string(), repo_id: z.number() }),
  base: z.object({ label: z.string(), repo_id: z.number() }),
});

export const changedFilesSchema = z.array(
  z.object({
    filename: z.string(),
    previous_filename: z.string().optional(),
  }),
);
