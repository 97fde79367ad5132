import { isAbsolute, join } from 'node:path';
import { homedir } from 'node:os';

/**
 * Where content, verdicts and trusted roots are kept between runs.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function cacheDirectory(
  env: Readonly<Record<string, string | undefined>>,
): string {
  const { XDG_CACHE_HOME: base, HOME: home } = env;
  // The specification says to ignore a relative path.
  if (base && isAbsolute(base)) return join(base, 'image-trust');
  return join(home || homedir(), '.cache', 'image-trust');
}
