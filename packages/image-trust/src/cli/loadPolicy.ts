import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parsePolicy, Policy } from '../policy/parsePolicy';
import { formatProblem } from '../policy/Problem';
import type { Io } from './Io';
import { readText } from './readText';
import { UsageError } from './UsageError';

/** Where a policy is looked for when none is named. */
export const defaultPolicy = 'image-trust.yaml';

export type LoadedPolicy = { policy: Policy; path: string };

/**
 * Reads a policy; without a path, `image-trust.yaml` of the working directory.
 *
 * @returns undefined when none was named and there is none
 * @throws UsageError with every problem of the file
 */
export async function loadPolicy(
  path: string | undefined,
  io: Io,
): Promise<LoadedPolicy | undefined> {
  if (path === undefined) {
    const found = await exists(resolve(io.cwd, defaultPolicy));
    return found ? loadPolicy(defaultPolicy, io) : undefined;
  }
  const text = await readText(path, { field: 'policy', io });
  const parsed = parsePolicy(text, { path: resolve(io.cwd, path) });
  if ('policy' in parsed) return { policy: parsed.policy, path };
  throw new UsageError(`policy ${path}`, {
    problem: 'can not be used',
    fix: parsed.problems.map(each => formatProblem(each, path)).join('\n  '),
  });
}

/**
 * The policy to judge by. There is no built-in one: whom to trust is for the
 * caller to say, and an image that nobody judged is not accepted.
 *
 * @throws UsageError
 */
export async function requirePolicy(
  path: string | undefined,
  io: Io,
): Promise<LoadedPolicy> {
  const loaded = await loadPolicy(path, io);
  if (loaded) return loaded;
  throw new UsageError('--policy', {
    problem: `is missing, and there is no ${defaultPolicy} here`,
    fix: "Name a policy: --policy FILE. To see what is known of an image without judging it, use 'image-trust inspect'.",
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
