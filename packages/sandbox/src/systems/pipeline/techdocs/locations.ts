import { posix } from 'node:path';

/**
 * Where a Markdown file is in the site, with a slash at its end: `runbook.md`
 * is `runbook/`, `index.md` and `README.md` are their folder, the first of all is ''.
 */
export function locationOf(path: string): string {
  const folder = posix.dirname(path);
  const name = posix.basename(path, posix.extname(path));
  const parts = folder === '.' ? [] : [folder];
  if (!/^(index|readme)$/i.test(name)) parts.push(name);
  return parts.length ? `${parts.join('/')}/` : '';
}

/** A path from one location of the site to another, as a link in a page needs it. */
export function relativeTo(from: string, to: string): string {
  const path = posix.relative(`/${from}`, `/${to}`) || '.';
  return to === '' || to.endsWith('/') ? `${path}/` : path;
}

/**
 * Where a link that stands in a Markdown file leads in the site.
 *
 * @param source - the file it stands in
 * @param target - as written: `../runbook.md#slow`, `image.png`, a whole URL, `#here`
 */
export function resolveLink(source: string, target: string): string {
  if (/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(target)) return target;
  const [, path, rest] = /^([^?#]*)(.*)$/s.exec(target)!;
  if (path === '') return target;
  const file = posix.normalize(posix.join(posix.dirname(source), path));
  const to = /\.md$/i.test(file) ? locationOf(file) : file;
  return `${relativeTo(locationOf(source), to)}${rest}`;
}
