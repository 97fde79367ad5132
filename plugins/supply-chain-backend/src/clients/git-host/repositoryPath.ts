import { GitHostError } from './GitHostError';

/**
 * The segments of a repository's path, encoded for another URL.
 *
 * @throws GitHostError where there are not as many as the host has
 */
export function pathOf(repository: string, count?: number): string[] {
  const segments = new URL(repository).pathname
    .split('/')
    .filter(Boolean)
    .map(segment => encodeURIComponent(decodeURIComponent(segment)));
  if (
    segments.length < 2 ||
    (count !== undefined && segments.length !== count)
  ) {
    throw new GitHostError(
      'COMMIT_NOT_FOUND',
      `${repository} is no repository of this host`,
    );
  }
  return segments;
}

export function firstLine(message: string): string {
  return message.split('\n', 1)[0].slice(0, 300);
}
