import data from './data/resources.json';
import { ServedResource, Subresource, resourceId } from './ServedResource';

/** One line of an APIResourceList. */
interface ApiResource {
  name: string;
  singularName: string;
  namespaced: boolean;
  group?: string;
  version?: string;
  kind: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
  storageVersionHash?: string;
}

/** Resources that are the same objects in another group or version. */
const sharedStorage: Record<string, ServedResource['storage']> = {
  'events.events.k8s.io': { id: 'events', group: '', version: 'v1' },
  'horizontalpodautoscalers.autoscaling': {
    id: 'horizontalpodautoscalers.autoscaling',
    group: 'autoscaling',
    version: 'v2',
  },
};

/** The groups besides the core group, in the order of `/apis`, preferred version first. */
export const builtInGroups: readonly { name: string; versions: string[] }[] =
  data.groups;

/** What Kubernetes 1.36 serves by default. */
export function builtInResources(): ServedResource[] {
  const lists = Object.entries(data.resources as Record<string, ApiResource[]>);
  return lists.flatMap(([groupVersion, list]) => {
    const [version, group = ''] = groupVersion.split('/').reverse();
    return list
      .filter(entry => !entry.name.includes('/'))
      .map(entry => toServedResource({ group, version, entry, list }));
  });
}

function toServedResource(options: {
  group: string;
  version: string;
  entry: ApiResource;
  list: ApiResource[];
}): ServedResource {
  const { group, version, entry, list } = options;
  const id = resourceId(group, entry.name);
  return {
    group,
    version,
    resource: entry.name,
    singular: entry.singularName,
    kind: entry.kind,
    listKind: `${entry.kind}List`,
    namespaced: entry.namespaced,
    verbs: entry.verbs,
    shortNames: entry.shortNames ?? [],
    categories: entry.categories ?? [],
    subresources: list
      .filter(other => other.name.startsWith(`${entry.name}/`))
      .map(other => toSubresource(other)),
    storageVersionHash: entry.storageVersionHash,
    storage: sharedStorage[id] ?? { id, group, version },
  };
}

function toSubresource(entry: ApiResource): Subresource {
  return {
    name: entry.name.slice(entry.name.indexOf('/') + 1),
    kind: entry.kind,
    group: entry.group,
    version: entry.version,
    verbs: entry.verbs,
  };
}
