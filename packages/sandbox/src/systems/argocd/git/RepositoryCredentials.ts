/** How to sign in at repositories whose address starts with `urlPrefix`. */
export type RepositoryCredential = {
  urlPrefix: string;
  username: string;
  password: string;
};

/** The `Authorization` header for a repository; of several credentials, the one with the longest prefix counts. */
export function authorizationFor(
  credentials: readonly RepositoryCredential[],
  repoURL: string,
): string | undefined {
  const [credential] = credentials
    .filter(({ urlPrefix }) => repoURL.startsWith(urlPrefix))
    .sort((a, b) => b.urlPrefix.length - a.urlPrefix.length);
  if (!credential) return undefined;
  const { username, password } = credential;
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
