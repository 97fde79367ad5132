/** The form in which addresses of repositories are compared: lower case, without `.git`, SSH in its short and long form alike. */
export function normalizeGitUrl(url: string): string {
  let normalized = url.trim().toLowerCase();
  if (/^[^/]+@[^/]+:/.test(normalized) && !normalized.includes('://')) {
    normalized = normalized.replace(':', '/');
  }
  return normalized.replace(/^ssh:\/\//, '').replace(/\.git$/, '');
}
