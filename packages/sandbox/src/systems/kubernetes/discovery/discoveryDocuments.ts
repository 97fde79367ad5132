import { ServedResource, groupVersionOf } from './ServedResource';
import { ServedGroup, ServedResources } from './ServedResources';

/*
 * The documents that tell a client what is served: one after the other (`/api`,
 * `/apis`, `/apis/<group>`, `/apis/<group>/<version>`), or aggregated, all
 * groups at once, as kubectl asks since 1.26.
 */

/** `/api`. */
export function apiVersions(host: string) {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [
      { clientCIDR: '0.0.0.0/0', serverAddress: host },
    ],
  };
}

/** `/apis`. */
export function apiGroupList(served: ServedResources) {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: served.groups().map(toApiGroup),
  };
}

/** `/apis/<group>`. */
export function apiGroup(served: ServedResources, name: string) {
  const group = served.groups().find(other => other.name === name);
  return group && { kind: 'APIGroup', apiVersion: 'v1', ...toApiGroup(group) };
}

function toApiGroup({ name, versions }: ServedGroup) {
  const entries = versions.map(version => ({
    groupVersion: groupVersionOf({ group: name, version }),
    version,
  }));
  return { name, versions: entries, preferredVersion: entries[0] };
}

/** `/api/v1`, `/apis/<group>/<version>`. */
export function apiResourceList(
  served: ServedResources,
  group: string,
  version: string,
) {
  const types = served.ofGroupVersion(group, version);
  if (types.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    ...(group && { apiVersion: 'v1' }),
    groupVersion: groupVersionOf({ group, version }),
    resources: types.flatMap(toApiResources),
  };
}

function toApiResources(type: ServedResource) {
  const own = {
    name: type.resource,
    singularName: type.singular,
    namespaced: type.namespaced,
    kind: type.kind,
    verbs: type.verbs,
    ...(type.shortNames.length && { shortNames: type.shortNames }),
    ...(type.categories.length && { categories: type.categories }),
    ...(type.storageVersionHash && {
      storageVersionHash: type.storageVersionHash,
    }),
  };
  const parts = type.subresources.map(part => ({
    name: `${type.resource}/${part.name}`,
    singularName: '',
    namespaced: type.namespaced,
    ...(part.group && { group: part.group }),
    ...(part.version && { version: part.version }),
    kind: part.kind,
    verbs: part.verbs,
  }));
  return [own, ...parts];
}

/** `/api` and `/apis` for clients that accept `as=APIGroupDiscoveryList`. */
export function aggregatedDiscovery(
  served: ServedResources,
  path: '/api' | '/apis',
) {
  const groups: ServedGroup[] =
    path === '/api' ? [{ name: '', versions: ['v1'] }] : served.groups();
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: name ? { name } : {},
      versions: versions.map(version => ({
        version,
        resources: served
          .ofGroupVersion(name, version)
          .map(type => toResourceDiscovery(type)),
        freshness: 'Current',
      })),
    })),
  };
}

function toResourceDiscovery(type: ServedResource) {
  // Built-in resources leave the group and version of their own kind empty.
  const own = type.definition
    ? { group: type.group, version: type.version }
    : { group: '', version: '' };
  return {
    resource: type.resource,
    responseKind: { ...own, kind: type.kind },
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: type.verbs,
    ...(type.shortNames.length && { shortNames: type.shortNames }),
    ...(type.categories.length && { categories: type.categories }),
    ...(type.subresources.length && {
      subresources: type.subresources.map(part => ({
        subresource: part.name,
        responseKind: {
          group: part.group ?? own.group,
          version: part.version ?? own.version,
          kind: part.kind,
        },
        verbs: part.verbs,
      })),
    }),
  };
}
