const commitPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The commit in a digest set. GitLab's runner writes it as `sha256`; a real
 * SHA-256 there, with its 64 digits, is one of something else.
 */
export function commitOf(digests: Record<string, unknown>): string | undefined {
  const { gitCommit, sha1, sha256 } = digests;
  return (
    toCommit(gitCommit) ??
    toCommit(sha1) ??
    (String(sha256).length === 40 ? toCommit(sha256) : undefined)
  );
}

/** A whole commit hash in lower case, or undefined: an abbreviated or "dirty" one names no commit. */
export function toCommit(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const commit = text.toLowerCase();
  return commitPattern.test(commit) ? commit : undefined;
}
