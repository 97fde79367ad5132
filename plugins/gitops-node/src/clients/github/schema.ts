import { z } from 'zod';

/* What GitHub's REST API answers, as far as it is read here. */

export const ownerSchema = z.object({ type: z.string() });

export const repositorySchema = z.object({
  default_branch: z.string(),
  visibility: z.enum(['private', 'internal', 'public']),
  // Absent without the right to push.
  allow_squash_merge: z.boolean().optional(),
  allow_merge_commit: z.boolean().optional(),
});

export const branchSchema = z.object({
  commit: z.object({
    sha: z.string(),
    commit: z.object({ message: z.string() }),
  }),
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
});

export const fileSchema = z.object({
  encoding: z.literal('base64'),
  content: z.string(),
});

export const objectSchema = z.object({ sha: z.string() });

export const gitCommitSchema = z.object({ tree: objectSchema });

export const pullRequestSchema = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullable(),
  state: z.enum(['open', 'closed']),
  merged_at: z.string().nullable(),
  merge_commit_sha: z.string().nullish(),
  // Only when one is read by its number.
  mergeable_state: z.string().optional(),
  head: z.object({ ref: z.string(), sha: z.string() }),
  base: z.object({ ref: z.string() }),
});

export const comparisonSchema = z.object({
  merge_base_commit: objectSchema,
});

export const mergeSchema = z.object({ sha: z.string() });

export const changedFilesSchema = z.array(
  z.object({
    filename: z.string(),
    previous_filename: z.string().optional(),
  }),
);
