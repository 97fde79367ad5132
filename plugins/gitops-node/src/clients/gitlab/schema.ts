import { z } from 'zod';

/* What GitLab's REST API answers, as far as it is read here. */

export const namespaceSchema = z.object({ id: z.number() });

export const projectSchema = z.object({
  // Null while the project is empty.
  default_branch: z.string().nullable(),
  visibility: z.enum(['private', 'internal', 'public']),
  squash_option: z.string().optional(),
});

export const branchSchema = z.object({
  commit: z.object({ id: z.string(), message: z.string() }),
});

export const protectedBranchSchema = z.object({
  push_access_levels: z.array(z.object({ access_level: z.number() })),
});

export const fileSchema = z.object({
  encoding: z.literal('base64'),
  content: z.string(),
});

export const commitSchema = z.object({ id: z.string() });

export const mergeRequestSchema = z.object({
  iid: z.number(),
  title: z.string(),
  description: z.string().nullable(),
  state: z.enum(['opened', 'closed', 'locked', 'merged']),
  source_branch: z.string(),
  target_branch: z.string(),
  source_project_id: z.number().nullable(),
  target_project_id: z.number(),
  // Null for the moment until GitLab has prepared it.
  sha: z.string().nullable(),
  merge_commit_sha: z.string().nullish(),
  squash_commit_sha: z.string().nullish(),
  detailed_merge_status: z.string(),
});

export const diffsSchema = z.array(
  z.object({ old_path: z.string(), new_path: z.string() }),
);
