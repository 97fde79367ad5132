import { InputError } from '@backstage/errors';

/**
 * Refuses a path that does not stay inside the repository, or that Git itself
 * would refuse, before any host sees it: Gitea answers `..` with a 500.
 *
 * @param field - the name of the field that holds the path, for the message
 */
export function checkFilePath(path: string, field: string): string {
  const refuse = (why: string) =>
    new InputError(`${field}: ${JSON.stringify(path)} ${why}`);

  if (!path) {
    throw refuse('is empty, a path inside the repository is needed');
  }
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    throw refuse('is absolute, a path inside the repository is needed');
  }
  if (/[\\\p{Cc}]/u.test(path)) {
    throw refuse('has a backslash or a control character');
  }
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.' || segment === '..') {
      throw refuse('has an empty, "." or ".." segment');
    }
    // Windows and macOS take ".GIT", "git~1" and ".git." for ".git".
    if (/^(\.git|git~1)[. ]*$/i.test(segment)) {
      throw refuse('reaches into ".git"');
    }
  }
  return path;
}
