import { locationOf } from './locations';
import { NavEntry } from './readMkdocs';

/** The navigation of a site, every page of it known to exist. */
export type NavItem =
  | { kind: 'page'; title: string; location: string }
  | { kind: 'link'; title: string; url: string }
  | { kind: 'section'; title: string; items: NavItem[] };

/** As `nav` says, or by folders and names when there is none. */
export function buildNavigation(
  nav: NavEntry[] | undefined,
  titles: ReadonlyMap<string, string>,
): NavItem[] {
  return nav ? fromEntries(nav, titles) : fromFiles([...titles.keys()], titles);
}

function fromEntries(
  entries: NavEntry[],
  titles: ReadonlyMap<string, string>,
): NavItem[] {
  return entries.flatMap((entry): NavItem[] => {
    switch (entry.kind) {
      case 'link':
        return [entry];
      case 'section':
        return [
          {
            kind: 'section',
            title: entry.title,
            items: fromEntries(entry.entries, titles),
          },
        ];
      default: {
        const title = entry.title ?? titles.get(entry.path);
        // A page that `nav` names and that is not there leads nowhere.
        if (!title || !titles.has(entry.path)) return [];
        return [{ kind: 'page', title, location: locationOf(entry.path) }];
      }
    }
  });
}

function fromFiles(
  paths: string[],
  titles: ReadonlyMap<string, string>,
  prefix = '',
): NavItem[] {
  const inside = paths.filter(path => path.startsWith(prefix)).sort(byRank);
  const folders = new Set<string>();
  return inside.flatMap((path): NavItem[] => {
    const rest = path.slice(prefix.length);
    const folder = /^[^/]+\//.exec(rest)?.[0];
    if (!folder) {
      const location = locationOf(path);
      return [{ kind: 'page', title: titles.get(path)!, location }];
    }
    if (folders.has(folder)) return [];
    folders.add(folder);
    return [
      {
        kind: 'section',
        title: titleOfName(folder.slice(0, -1)),
        items: fromFiles(paths, titles, prefix + folder),
      },
    ];
  });
}

/** `response-times` is "Response times". */
export function titleOfName(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A folder's own page comes first. */
function byRank(a: string, b: string): number {
  const rank = (path: string) =>
    path.replace(/(^|\/)(index|readme)\.md$/i, '$1\u0000');
  return rank(a).localeCompare(rank(b));
}
