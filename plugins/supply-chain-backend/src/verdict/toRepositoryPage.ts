/**
 * A normalised repository's address as it is for people: addresses are compared
 * as `https:`, and a host may have no TLS. Others of the same host tell. Pure.
 */
export function toRepositoryPage(
  repository: string,
  others: readonly (string | undefined)[],
): string {
  const page = new URL(repository);
  const sameHost = others.find(
    other => other && URL.canParse(other) && new URL(other).host === page.host,
  );
  return sameHost
    ? repository.replace(/^https:/, new URL(sameHost).protocol)
    : repository;
}
