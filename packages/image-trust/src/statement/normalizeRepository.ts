/** A source repository as builders and certificates write it, in one form. */
export type RepositoryUri = {
  /** `https://host/path`, the host in lower case. */
  repository: string;
  /** A ref that was written behind it, e.g. `refs/heads/main`. */
  ref: string | undefined;
  /** A commit that was written behind it. */
  commit: string | undefined;
};

const scpForm = /^[A-Za-z0-9._-]+@([A-Za-z0-9.-]+):([^/\\].*)$/;
const schemes = ['https:', 'http:', 'ssh:', 'git:'];
const commitPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

/**
 * Brings the many forms of a repository's address into one, so that they can
 * be compared as strings: `git+https://…@refs/heads/main`, `git@host:path.git`,
 * `https://…git#main`. Credentials are dropped.
 *
 * @returns undefined for what is no address of a Git repository
 */
export function normalizeRepository(uri: string): RepositoryUri | undefined {
  if (uri.length > 2048) return undefined;
  const bare = uri.trim().replace(/^(?:spdx\+)?git\+/, '');
  const scp = scpForm.exec(bare);
  const address = scp ? `ssh://${scp[1]}/${scp[2]}` : bare;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!schemes.includes(url.protocol) || !url.hostname) return undefined;

  const at = url.pathname.indexOf('@');
  const behind =
    at < 0
      ? decoded(url.hash.slice(1)).split(':')[0]
      : decoded(url.pathname.slice(at + 1));
  const path = (at < 0 ? url.pathname : url.pathname.slice(0, at))
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
  if (!/^(?:\/[^/]+)+$/.test(path)) return undefined;

  // The port of SSH says nothing of the web's.
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  const host = web ? url.host : url.hostname;
  const isCommit = commitPattern.test(behind);
  return {
    repository: `https://${host.toLowerCase()}${path}`,
    ref: behind && !isCommit ? behind : undefined,
    commit: isCommit ? behind.toLowerCase() : undefined,
  };
}

/** Whether two addresses are of the same repository. GitHub and GitLab do not tell upper from lower case. */
export function isSameRepository(a: string, b: string): boolean {
  const [first, second] = [normalizeRepository(a), normalizeRepository(b)];
  if (!first || !second) return false;
  const insensitive = /^https:\/\/(?:github|gitlab)\.com\//;
  return insensitive.test(first.repository)
    ? first.repository.toLowerCase() === second.repository.toLowerCase()
    : first.repository === second.repository;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
