import { normalizeGitUrl } from '../git/normalizeGitUrl';
import { AppProject, GroupKindRule } from '../objects/AppProject';
import { globMatch } from './globMatch';

/** A cluster that Applications can be deployed to. */
export type DestinationCluster = { name: string; server: string };

const isDeny = (pattern: string) => pattern.startsWith('!');

/** Matches a pattern, or with `!` everything but the pattern. */
function matches(pattern: string, value: string): boolean {
  return isDeny(pattern)
    ? !globMatch(pattern.slice(1), value)
    : globMatch(pattern, value);
}

/** Whether Applications of the project may come from this repository. */
export function isSourcePermitted(
  project: AppProject,
  repoURL: string,
): boolean {
  const url = normalizeGitUrl(repoURL);
  const rules = project.spec.sourceRepos ?? [];
  const isDenied = rules.some(
    rule =>
      isDeny(rule) &&
      globMatch(normalizeGitUrl(rule.slice(1)), url, { separator: '/' }),
  );
  return (
    !isDenied &&
    rules.some(rule =>
      // A lone star means every repository, however deep its path.
      rule === '*' || isDeny(rule)
        ? true
        : globMatch(normalizeGitUrl(rule), url, { separator: '/' }),
    )
  );
}

/** Whether the project may deploy to this namespace of this cluster. */
export function isDestinationPermitted(
  project: AppProject,
  cluster: DestinationCluster,
  namespace: string,
): boolean {
  let permitted = false;
  for (const rule of project.spec.destinations ?? []) {
    const { server = '', name = '', namespace: namespaces = '' } = rule;
    const byName = matches(name, cluster.name);
    const byServer = matches(server, cluster.server);
    const byNamespace = matches(namespaces, namespace);
    if ((byServer || byName) && byNamespace) permitted = true;
    else if (
      (!byName && isDeny(name)) ||
      (!byServer && isDeny(server) && byNamespace) ||
      (!byNamespace && isDeny(namespaces) && byServer)
    ) {
      return false;
    }
  }
  return permitted;
}

/** Whether the project may deploy this kind of object. */
export function isKindPermitted(
  project: AppProject,
  resource: { group: string; kind: string; name: string; namespaced: boolean },
): boolean {
  const {
    namespaceResourceWhitelist,
    namespaceResourceBlacklist = [],
    clusterResourceWhitelist = [],
    clusterResourceBlacklist = [],
  } = project.spec;
  const listed = (rules: GroupKindRule[]) =>
    rules.some(
      rule =>
        globMatch(rule.kind, resource.kind) &&
        globMatch(rule.group, resource.group) &&
        (!rule.name || globMatch(rule.name, resource.name)),
    );
  return resource.namespaced
    ? // Without a list, everything in a namespace is allowed; an empty one allows nothing.
      (!namespaceResourceWhitelist || listed(namespaceResourceWhitelist)) &&
        !listed(namespaceResourceBlacklist)
    : listed(clusterResourceWhitelist) && !listed(clusterResourceBlacklist);
}
