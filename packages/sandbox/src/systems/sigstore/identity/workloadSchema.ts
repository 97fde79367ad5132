import { z } from 'zod';
import { WorkloadClaims } from './workloadIdentity';

const text = z.string().min(1).max(2048);
const sha = z.string().regex(/^[0-9a-f]{40}$/, 'must be 40 hexadecimal digits');

/** The claims of a run as they come from outside. */
export const workloadSchema = z.object({
  repository: z.string().regex(/^[^/\s]+\/[^/\s]+$/, 'must be owner/name'),
  repository_id: text,
  repository_owner: text,
  repository_owner_id: text,
  repository_visibility: z.enum(['public', 'private', 'internal']),
  ref: z.string().startsWith('refs/'),
  sha,
  workflow: text,
  workflow_ref: text,
  workflow_sha: sha,
  job_workflow_ref: text,
  job_workflow_sha: sha,
  run_id: text,
  run_number: text,
  run_attempt: text,
  event_name: text,
  runner_environment: z.enum(['github-hosted', 'self-hosted']),
  actor: text,
  run_url: z.string().url().optional(),
}) satisfies z.ZodType<WorkloadClaims>;

/** A run of which only repository and commit must be known. */
export const workloadRunSchema = workloadSchema
  .partial()
  .required({ repository: true, sha: true });
