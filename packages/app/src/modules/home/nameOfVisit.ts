import { Visit } from '@backstage/plugin-home';

/** `/catalog/<namespace>/<kind>/<name>/<tab>`. */
const entityPath = /^\/catalog\/[^/]+\/[^/]+\/([^/]+)\/?(.*)$/;

/** What a visited page is called: many pages have no title but the portal's. */
export function nameOfVisit(
  visit: Pick<Visit, 'name' | 'pathname'>,
  appTitle: string | undefined,
): string {
  const [, entity, tab] = entityPath.exec(visit.pathname) ?? [];
  if (entity) {
    return tab ? `${entity}: ${tab}` : entity;
  }
  if (visit.name !== appTitle) {
    return visit.name;
  }
  return visit.pathname.split('/').filter(Boolean).join(' / ');
}
