import { ApiError, unprocessable } from '../api/ApiError';

/**
 * A path as it will stand in the tree. Gitea leaves a path that leads out of
 * the repository to git, whose complaint becomes a 500.
 */
export function checkPath(path: string, fullName: string): string {
  const segments = path.split('/').filter(Boolean);
  if (segments.includes('..')) {
    throw new ApiError(
      500,
      `LsFiles: unable to run git ls-files for temporary repo of: ${fullName}, error: exit status 128 - fatal: ${path}: '${path}' is outside repository at '/var/lib/gitea/data/tmp/local-repo/upload.git${Date.now()}/.'`,
    );
  }
  const malformed = segments.some(
    segment => segment === '.' || /^\.git$/i.test(segment),
  );
  if (malformed || segments.length === 0 || /[\n\0]/.test(path)) {
    throw unprocessable(
      `path contains a malformed path component [path: ${path}]`,
    );
  }
  return segments.join('/');
}
