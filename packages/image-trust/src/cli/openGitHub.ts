import { GitHubAttestations } from '../evidence/GitHubAttestations';
import type { Limits } from '../oci/limits';
import type { Io } from './Io';
import { UsageError } from './UsageError';

/**
 * The attestations that GitHub keeps for an owner, where they were not pushed
 * to the registry. Its token is `GITHUB_TOKEN` or `GH_TOKEN`, its address
 * `GITHUB_API_URL`, as in GitHub's own workflows.
 *
 * @param owner - `acme` or `acme/shop`; undefined where GitHub is not asked
 * @throws UsageError
 */
export function openGitHub(
  owner: string | undefined,
  options: { io: Io; fetch: typeof fetch; limits?: Partial<Limits> },
): GitHubAttestations | undefined {
  if (owner === undefined) return undefined;
  const { env } = options.io;
  const [organization, repository, ...rest] = owner.split('/');
  try {
    if (rest.length > 0) throw new TypeError(`'${owner}' has more parts`);
    return new GitHubAttestations({
      owner: organization,
      repository,
      apiUrl: env.GITHUB_API_URL || undefined,
      token: env.GITHUB_TOKEN || env.GH_TOKEN || undefined,
      fetch: options.fetch,
      limits: options.limits,
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError('--github', {
      problem: `can not be used: ${why}`,
      fix: 'Name the owner, acme, or one repository of it, acme/shop.',
      cause,
    });
  }
}
