import { KubernetesClient } from '../../../kubernetes-client/KubernetesClient';

/** One kind that a cluster serves, in the version that it prefers. */
export type ServedKind = {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  verbs: string[];
};

export type Discovery = {
  /** In the preferred version of each group; where a kind is in none of those, in the first that has it. */
  kinds: ServedKind[];
  /** Every `group/version` and `group/version/Kind`, sorted: what charts may ask for. */
  apiVersions: string[];
  /** `v1.36.3`. */
  version: string;
};

type Resource = {
  name: string;
  kind: string;
  namespaced: boolean;
  verbs: string[];
};

type Group = {
  name: string;
  versions: Array<{ version: string }>;
  preferredVersion: { version: string };
};

/** Asks a cluster which kinds it serves. A group that does not answer is left out, as Kubernetes' own clients do. */
export async function discoverKinds(
  client: KubernetesClient,
): Promise<Discovery> {
  const { gitVersion } = await client.get<{ gitVersion: string }>('/version');
  const { groups } = await client.get<{ groups: Group[] }>('/apis');
  const versions = [
    { group: '', version: 'v1', path: '/api/v1' },
    ...groups.flatMap(group =>
      [
        group.preferredVersion,
        ...group.versions.filter(
          each => each.version !== group.preferredVersion.version,
        ),
      ].map(({ version }) => ({
        group: group.name,
        version,
        path: `/apis/${group.name}/${version}`,
      })),
    ),
  ];
  const lists = await Promise.all(
    versions.map(async ({ group, version, path }) => ({
      group,
      version,
      resources: await client.get<{ resources: Resource[] }>(path).then(
        list => list.resources.filter(({ name }) => !name.includes('/')),
        () => [],
      ),
    })),
  );

  const kinds = new Map<string, ServedKind>();
  const apiVersions = new Set<string>();
  for (const { group, version, resources } of lists) {
    const apiVersion = group ? `${group}/${version}` : version;
    for (const { name, kind, namespaced, verbs } of resources) {
      apiVersions.add(apiVersion).add(`${apiVersion}/${kind}`);
      const key = `${group}/${kind}`;
      if (!kinds.has(key)) {
        const served = {
          group,
          version,
          kind,
          plural: name,
          namespaced,
          verbs,
        };
        kinds.set(key, served);
      }
    }
  }
  return {
    kinds: [...kinds.values()],
    apiVersions: [...apiVersions].sort(),
    version: gitVersion,
  };
}
