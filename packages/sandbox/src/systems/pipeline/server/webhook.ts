import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { RunSubject } from '../runs/Run';

const pushSchema = z.object({
  ref: z.string(),
  after: z.string().regex(/^[0-9a-f]{40}$/),
  repository: z.object({
    name: z.string(),
    owner: z.object({ login: z.string() }),
    default_branch: z.string(),
  }),
});

const noCommit = /^0+$/;

/** Whether the body was signed with the secret that the Git host was given. */
export function isSigned(
  body: Buffer,
  signature: string | undefined,
  secret: string,
): boolean {
  const given = Buffer.from(signature ?? '', 'hex');
  const right = createHmac('sha256', secret).update(body).digest();
  return given.length === right.length && timingSafeEqual(given, right);
}

/** What a push delivery is about; undefined when it deletes the branch, or is of another one than the default branch. */
export function parsePush(body: Buffer): RunSubject | 'malformed' | undefined {
  const parsed = pushSchema.safeParse(parseJson(body));
  if (!parsed.success) return 'malformed';
  const { ref, after, repository } = parsed.data;
  const branch = repository.default_branch;
  if (ref !== `refs/heads/${branch}` || noCommit.test(after)) return undefined;
  return {
    owner: repository.owner.login,
    repository: repository.name,
    branch,
    commit: after,
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
